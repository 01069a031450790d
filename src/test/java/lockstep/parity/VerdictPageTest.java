package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import lockstep.model.Precision;
import lockstep.parity.rule.ExpectedWeights;
import org.junit.jupiter.api.Test;

/** Without it the page for those who doubt the judge could name other tolerances than the judge has. */
class VerdictPageTest {

    @Test
    void thePageHasTheJudgesNumbers() throws IOException {
        String page = Files.readString(Path.of("docs/verdict.md")).replaceAll("\\s+", " ");
        assertThat(page)
                .contains(
                        RuleRung.STEPS + " steps, gradients",
                        power(ExpectedWeights.RELATIVE) + " of the largest update")
                .contains(power(ExpectedWeights.RELATIVE) + " of the largest change")
                .contains("at some " + GradientRung.PROBES + " of the weights")
                .contains(Controls.MANY + " scalar networks");
        assertThat(ExpectedWeights.roundingsOfAWeight(Precision.DOUBLE))
                .as("five roundings of the weight")
                .isEqualTo(5.0 * 0x1p-53);
        assertThat(LossCurves.CONTROL_MULTIPLE).as("four times").isEqualTo(4.0);
    }

    /** 1e-12 */
    private static String power(double value) {
        return String.format(Locale.ROOT, "%.0e", value);
    }
}
