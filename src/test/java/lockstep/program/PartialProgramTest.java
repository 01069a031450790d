package lockstep.program;

import static lockstep.program.ExamplePrograms.DENSE;
import static lockstep.program.ExamplePrograms.changedPython;
import static lockstep.program.ExamplePrograms.judge;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.model.Run;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
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
                                + " cannot be set between steps, so only the first step was judged");
        assertThat(verdict.at(Rung.FREE).note()).isEmpty();
        assertThat(parity.trace().steps()).isEqualTo(20);
    }

    @Test
    void aFaultOfSuchAProgramIsFoundInTheFreeRun(@TempDir Path folder) {
        String[] changes = Stream.concat(Arrays.stream(LOSSES_ONLY), Stream.of("w[j] -= m[j]", "w[j] += m[j]"))
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

    /** Its batches stand in the request; its weights are known after the last of them only. */
    private static final String[] BY_EPOCHS = {
        "network.weights}",
        "network.weights, \"epochs\": True}",
        "network.step(**message) if op == \"step\" else",
        "epoch(**message) if op == \"epoch\" else",
        "def rows(layers):",
        """
        def epoch(inputs, targets, batch_size):
            starts = range(0, len(inputs), batch_size)
            steps = [network.step(inputs[i : i + batch_size], targets[i : i + batch_size]) for i in starts]
            return {"losses": [step["loss"] for step in steps], "weights": network.weights}


        def rows(layers):"""
    };

    @Test
    void aProgramThatTrainsWholeEpochsIsJudgedByTheirLosses(@TempDir Path folder) {
        Parity parity = judge(DENSE, 20, changedPython(folder, BY_EPOCHS));

        Verdict verdict = parity.verdict();
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
        assertThat(verdict.at(Rung.WEIGHTS).judged()).isTrue();
        assertThat(verdict.at(Rung.GRADIENT).note())
                .isEqualTo("the candidate gives no gradient: only the loss was compared");
        assertThat(verdict.at(Rung.LOCKED).note())
                .endsWith("its weights cannot be set between steps, so only the first step was judged");
        assertThat(parity.trace().steps()).isEqualTo(20);
    }

    /** Three batches make an epoch: the last one's update is first seen in the epoch after it. */
    @Test
    void aFaultWithinAnEpochIsFoundInTheNextLoss(@TempDir Path folder) {
        assertThat(stepOfFault(folder, "w[j] -= m[j]", "w[j] += m[j]")).isEqualTo(1);
        assertThat(stepOfFault(folder, "g[j] /= n", "g[j] /= 2")).isEqualTo(3);
    }

    private static int stepOfFault(Path folder, String right, String wrong) {
        String[] changes =
                Stream.concat(Arrays.stream(BY_EPOCHS), Stream.of(right, wrong)).toArray(String[]::new);
        Finding finding =
                judge(DENSE, 20, changedPython(folder, changes)).verdict().decisive();
        assertThat(finding.rung()).isEqualTo(Rung.FREE);
        assertThat(finding.quantity()).isEqualTo("loss");
        return finding.step();
    }

    @Test
    void anEpochOfOneBatchIsAStep(@TempDir Path folder) {
        Run whole = new Run("run", DENSE.network(), DENSE.examples(), 5, false, 1);
        Verdict verdict = judge(whole, 20, changedPython(folder, BY_EPOCHS)).verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
        assertThat(verdict.at(Rung.LOCKED).note()).endsWith("not all could be judged: it gives no gradient");
    }

    @Test
    void anEpochHasALossPerBatch(@TempDir Path folder) {
        String[] changes = Stream.concat(
                        Arrays.stream(BY_EPOCHS), Stream.of("for step in steps]", "for step in steps[:1]]"))
                .toArray(String[]::new);

        assertThat(judge(DENSE, 20, changedPython(folder, changes))
                        .verdict()
                        .decisive()
                        .note())
                .contains("answer to \"epoch\" has 1 numbers in losses; expected 3, one per batch of the epoch");
    }

    private static final String[] OWN_WEIGHTS = {
        "import json, math, sys",
        "import json, math, random, sys",
        "self.weights = weights ",
        "random.seed(7); self.weights = [[[random.random() for _ in row] for row in layer] for layer in weights] ",
        "\"weights\": network.weights}",
        "\"weights\": network.weights, \"own\": True}",
        "op == \"weights\"",
        "op == \"no such request\""
    };

    @Test
    void bothSidesStartFromTheWeightsOfAProgramThatTakesNone(@TempDir Path folder) {
        Program program = changedPython(folder, OWN_WEIGHTS);
        Verdict verdict = judge(begun(program), 20, program).verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.AGREE);
        assertThat(verdict.at(Rung.WEIGHTS).note())
                .isEqualTo("the candidate takes no weights: both sides start from its own");
        assertThat(verdict.at(Rung.GRADIENT).note()).isEmpty();
    }

    @Test
    void weightsThatAreOthersEachTimeAreADisagreement(@TempDir Path folder) {
        Program program = changedPython(
                folder,
                Arrays.stream(OWN_WEIGHTS)
                        .map(text -> text.replace("seed(7)", "seed()"))
                        .toArray(String[]::new));
        Finding finding = judge(begun(program), 20, program).verdict().decisive();

        assertThat(finding.rung()).isEqualTo(Rung.WEIGHTS);
        assertThat(finding.note()).isEqualTo("its own weights are others than at its first start; seed its generator");
    }

    private static Run begun(Program program) {
        double[] weights =
                program.startingWeights(DENSE.network(), DENSE.start().weights());
        assertThat(weights).isNotEqualTo(DENSE.start().weights());
        return DENSE.withNetwork(DENSE.network().startingFrom(weights));
    }
}
