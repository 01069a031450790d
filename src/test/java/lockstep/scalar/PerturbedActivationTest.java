package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import lockstep.model.Activation;
import lockstep.model.Engine;
import lockstep.model.PythonRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it a control could differ from the scalar network by more than rounding, and excuse a fault; or by nothing at all. */
class PerturbedActivationTest {

    @ParameterizedTest
    @EnumSource
    void numbersMoveByOneRoundingErrorAndZerosStay(Activation activation) {
        numbersMove(activation, 1);
    }

    @ParameterizedTest
    @EnumSource
    void orBySixtyFour(Activation activation) {
        numbersMove(activation, 64);
    }

    private static void numbersMove(Activation activation, int roundings) {
        ActivationFunction right = ActivationFunction.of(activation);
        ActivationFunction other = new PerturbedActivation(activation, 1, roundings);
        double[] z = new double[1000];
        PythonRandom random = new PythonRandom(3);
        for (int j = 0; j < z.length; j++) {
            z[j] = random.uniform(-3.0, 3.0);
        }
        double[] y = new double[z.length];
        double[] moved = new double[z.length];
        right.apply(z, y);
        other.apply(z, moved);
        double[] slope = new double[z.length];
        double[] movedSlope = new double[z.length];
        Arrays.fill(slope, 0.75);
        Arrays.fill(movedSlope, 0.75);
        right.multiplyByDerivative(z, y, slope);
        other.multiplyByDerivative(z, y, movedSlope);

        int up = 0;
        for (int j = 0; j < z.length; j++) {
            if (y[j] == 0.0) {
                assertThat(moved[j]).isZero();
            } else {
                assertThat(moved[j]).isNotEqualTo(y[j]);
                assertThat(Math.abs(moved[j] - y[j]))
                        .isLessThanOrEqualTo(roundings * Math.max(Math.ulp(y[j]), 0x1p-53))
                        .isGreaterThanOrEqualTo(roundings * Math.ulp(y[j]) / 2);
                up += moved[j] > y[j] ? 1 : 0;
            }
            assertThat(Math.abs(movedSlope[j] - slope[j])).isLessThanOrEqualTo(roundings * Math.ulp(slope[j]));
            assertThat(movedSlope[j] == slope[j]).isEqualTo(slope[j] == 0.0);
        }
        assertThat(up).isBetween(150, 600);
    }

    /** tanh(18.9) is a rounding below 1 and tanh(20) is 1, says CPython: both are 1 to who rounds away from 0, and no answer is more. */
    @Test
    void awayFromZeroWhatSaturatesHasNoSlope() {
        ActivationFunction other = new PerturbedActivation(Activation.TANH, Engine.AWAY_FROM_ZERO, 1);
        double[] z = {18.9, -18.9, 20.0, 0.5, 0.0};
        double[] y = new double[z.length];
        other.apply(z, y);
        assertThat(Math.tanh(18.9)).isLessThan(1.0);
        assertThat(y[0]).isEqualTo(1.0);
        assertThat(y[1]).isEqualTo(-1.0);
        assertThat(y[2]).isEqualTo(1.0);
        assertThat(y[3]).isGreaterThan(Math.tanh(0.5));
        assertThat(y[4]).isZero();
        double[] delta = {1.0, 1.0, 1.0, 1.0, 1.0};
        other.multiplyByDerivative(z, y, delta);
        assertThat(delta).startsWith(0.0, 0.0, 0.0);
    }
}
