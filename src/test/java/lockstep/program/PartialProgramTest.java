package lockstep.program;

import static lockstep.program.ExamplePrograms.DENSE;
import static lockstep.program.ExamplePrograms.changedPython;
import static lockstep.program.ExamplePrograms.judge;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import lockstep.parity.Finding;
import lockstep.parity.Parity;
import lockstep.parity.Rung;
import lockstep.parity.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a program that gives its losses only would be refused, or worse, be said to agree where nothing was compared. */
class PartialProgramTest {

    private static final String[] LOSSES_ONLY = {
        ", \"gradient\": gradient, \"weights\": self.weights}", "}", // in the answer to a step
        ", \"weights\": network.weights}", "}", // in the answer to init
        "op == \"weights\"", "op == \"no such request\""
    };

    @Test
    void aProgramThatGivesLossesOnlyIsJudgedByThem(@TempDir Path folder) {
        Parity parity = judge(DENSE, 20, changedPython(folder, LOSSES_ONLY));

        Verdict verdict = parity.verdict();
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
        assertThat(verdict.at(Rung.WEIGHTS).judged()).isFalse();
        assertThat(verdict.at(Rung.WEIGHTS).note()).isEqualTo("the candidate does not say which weights it has loaded");
        assertThat(verdict.at(Rung.GRADIENT).quantity()).isEqualTo("loss");
        assertThat(verdict.at(Rung.GRADIENT).note())
                .isEqualTo("the candidate gives no gradient: only the loss was compared");
        assertThat(verdict.at(Rung.LOCKED).note())
                .isEqualTo(
                        "of the candidate, not all could be judged: it gives no gradient; it gives no weights; its weights"
                                + " cannot be set, so only the first step was judged");
        assertThat(verdict.at(Rung.FREE).note()).isEmpty();
        assertThat(parity.trace().steps()).isEqualTo(20);
    }

    @Test
    void aFaultOfSuchAProgramIsFoundInTheFreeRun(@TempDir Path folder) {
        String[] changes = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(LOSSES_ONLY),
                        java.util.stream.Stream.of("w[j] -= m[j]", "w[j] += m[j]"))
                .toArray(String[]::new);
        Finding finding =
                judge(DENSE, 20, changedPython(folder, changes)).verdict().decisive();
        assertThat(finding.holds()).isFalse();
        assertThat(finding.rung()).isEqualTo(Rung.FREE);
        assertThat(finding.step()).isEqualTo(1);
        assertThat(finding.quantity()).isEqualTo("loss");
    }

    @Test
    void withoutSettingWeightsTheFirstStepIsStillJudgedWhole(@TempDir Path folder) {
        Program wrong =
                changedPython(folder, "op == \"weights\"", "op == \"no such request\"", "w[j] -= m[j]", "w[j] += m[j]");
        Finding finding = judge(DENSE, 20, wrong).verdict().decisive();
        assertThat(finding.rung()).isEqualTo(Rung.LOCKED);
        assertThat(finding.step()).isZero();
        assertThat(finding.quantity()).startsWith("new ");
    }

    @Test
    void withoutAGradientTheNewWeightsShowTheFault(@TempDir Path folder) {
        Program wrong = changedPython(folder, "\"gradient\": gradient, ", "", "row[j] += v * d", "row[j] = v * d");
        Finding finding = judge(DENSE, 20, wrong).verdict().decisive();
        assertThat(finding.rung()).isEqualTo(Rung.LOCKED);
        assertThat(finding.step()).isZero();
        assertThat(finding.quantity()).startsWith("new ");
    }
}
