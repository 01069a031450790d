package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it Adam's first steps could have other last bits on another JDK or processor, or be off by more than rounding. */
class PowerTest {

    /**
     * Against powers of 60 digits, rounded once to the nearest double. Below 1e-290 what does not fit in a double no longer
     * fits in a second one either, and the power is only accurate to 1e-290: nobody can tell 1 minus it from 1.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.99, 0.999, 0.5, 0.0, 1.0, 0.1, 0.9999999})
    void powerIsTheNearestDouble(double beta) {
        MathContext digits = new MathContext(60);
        BigDecimal base = new BigDecimal(beta);
        BigDecimal exact = BigDecimal.ONE;
        for (int t = 0; t <= 10_000; t++) {
            double power = Power.of(beta, t);
            double nearest = exact.doubleValue();
            if (nearest > 1e-290) {
                assertThat(power).as("%s^%s", beta, t).isEqualTo(nearest);
            } else {
                assertThat(power).as("%s^%s", beta, t).isBetween(0.0, 1e-290);
            }
            exact = exact.multiply(base, digits);
        }
    }

    /**
     * From step to step, with a gap now and then: the same as from the beginning, as far as both are accurate (see above).
     */
    @Test
    void aRunningPowerIsThePower() {
        for (double beta : new double[] {0.5, 0.9, 0.99, 0.999, 0.9999}) {
            Power running = new Power();
            running.begin(beta);
            for (int t = 1; t <= 20_000; t += t % 1000 == 0 ? 3 : 1) {
                double fresh = Power.of(beta, t);
                for (int asked = 0; asked < 2; asked++) {
                    if (fresh > 1e-290) {
                        assertThat(running.to(t)).as("%s^%s", beta, t).isEqualTo(fresh);
                    } else {
                        assertThat(running.to(t)).as("%s^%s", beta, t).isBetween(0.0, 1e-290);
                    }
                }
            }
        }
    }
}
