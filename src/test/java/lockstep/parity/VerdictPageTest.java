package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Without it the page for those who doubt the judge could name other tolerances than the judge has. */
class VerdictPageTest {

    @Test
    void thePageHasTheJudgesNumbers() throws IOException {
        String page = Files.readString(Path.of("docs/verdict.md")).replaceAll("\\s+", " ");
        assertThat(page)
                .contains("| rule | " + power(RuleRung.RELATIVE) + " of", RuleRung.STEPS + " steps")
                .contains("| locked | " + power(Allowance.TOLERANCE.relative()) + " of the largest")
                .contains("plus " + power(Allowance.TOLERANCE.absolute()) + ", plus what rounding")
                .contains("at some " + GradientRung.PROBES + " of the weights")
                .contains("step, times " + (int) Allowance.CONTROL_MULTIPLE + ", is added")
                .contains(Controls.MANY + " controls are asked");
        assertThat(Controls.FEW).as("four").isEqualTo(4);
        assertThat(FreeRung.CONTROL_MULTIPLE).as("a thousand times").isEqualTo(1000.0);
    }

    /** 1e-12 */
    private static String power(double value) {
        return String.format(Locale.ROOT, "%.0e", value);
    }
}
