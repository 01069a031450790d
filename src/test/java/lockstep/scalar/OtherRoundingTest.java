package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import lockstep.model.Activation;
import lockstep.model.PythonRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it a control could differ from the scalar network by more than rounding, and excuse a fault; or by nothing at all. */
class OtherRoundingTest {

    @ParameterizedTest
    @EnumSource
    void numbersMoveByOneRoundingErrorAndZerosStay(Activation activation) {
        ActivationFunction right = ActivationFunction.of(activation);
        ActivationFunction other = new OtherRounding(right, activation, 1, 1);
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
                assertThat(Math.abs(moved[j] - y[j])).isLessThanOrEqualTo(Math.max(Math.ulp(y[j]), 0x1p-53));
                up += moved[j] > y[j] ? 1 : 0;
            }
            assertThat(Math.abs(movedSlope[j] - slope[j])).isLessThanOrEqualTo(Math.ulp(slope[j]));
            assertThat(movedSlope[j] == slope[j]).isEqualTo(slope[j] == 0.0);
        }
        assertThat(up).isBetween(150, 600);
    }
}
