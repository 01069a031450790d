package lockstep.parity.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import lockstep.scalar.ActivationFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it the one function whose outputs all depend on each other could be bounded as if they did not. */
class SoftmaxBoundTest {

    private static final double[] SUMS = {0.3, -1.2, 2.0};

    /** Each sum is moved to the end of its error, up or down: no answer goes further than its bound, and some go most of the way. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-4, 0.01, 0.4})
    void noAnswerGoesFurtherThanItsBound(double error) {
        LayerErrors layer = layer(SUMS, error);
        SoftmaxBound.forward(layer, 0, 0.0, 0.0);

        double[] right = softmax(SUMS);
        double[] furthest = new double[3];
        for (int way = 0; way < 8; way++) {
            double[] moved = SUMS.clone();
            for (int j = 0; j < 3; j++) {
                moved[j] += (way >> j & 1) == 0 ? error : -error;
            }
            double[] y = softmax(moved);
            for (int j = 0; j < 3; j++) {
                furthest[j] = Math.max(furthest[j], Math.abs(y[j] - right[j]));
            }
        }
        for (int j = 0; j < 3; j++) {
            assertThat(layer.y[0][j]).isCloseTo(right[j], withinPercentage(1e-12));
            double most = error < 0.1 ? 1.1 * Math.exp(8 * error) : 8.0; // twice the error, with e^2d
            assertThat(layer.yError[0][j]).isBetween(furthest[j] * (1.0 - 1e-9), most * furthest[j]);
        }
    }

    /**
     * By hand: where two sums are within the error of each other, either may be the largest; where one leads by 20 and is known to
     * 0.6, the others stay below {@code 3 e^(2.4 - 20)}, and it stays as near to 1.
     */
    @Test
    void aLargeErrorStillLeavesWhatIsFarBehind() {
        LayerErrors level = layer(new double[] {5.0, 5.5, 0.0}, 2.0);
        SoftmaxBound.forward(level, 0, 0.0, 0.0);
        assertThat(level.yError[0][0]).isEqualTo(1.0);

        LayerErrors ahead = layer(new double[] {20.0, 0.0, -5.0}, 0.6);
        SoftmaxBound.forward(ahead, 0, 0.0, 0.0);
        assertThat(ahead.yError[0][0]).isCloseTo(3.0 * Math.exp(2.4 - 20.0), withinPercentage(1e-6));
        assertThat(ahead.yError[0][1]).isCloseTo(3.0 * Math.exp(2.4 - 20.0), withinPercentage(1e-6));
        assertThat(ahead.yError[0][2]).isCloseTo(3.0 * Math.exp(2.4 - 25.0), withinPercentage(1e-6));
    }

    /** The second line of the formula, with sums that are exact: {@code (8 + 2 sqrt 3 + 2.0 - z) u y + least}. */
    @Test
    void theRoundingsOfTheFunctionItself() {
        LayerErrors layer = layer(SUMS, 0.0);
        SoftmaxBound.forward(layer, 0, 0x1p-20, 1e-9);
        for (int j = 0; j < 3; j++) {
            double expected = (8.0 + 2.0 * Math.sqrt(3.0) + 2.0 - SUMS[j]) * 0x1p-20 * softmax(SUMS)[j] + 1e-9;
            assertThat(layer.yError[0][j]).isCloseTo(expected, withinPercentage(1e-9));
        }
    }

    /**
     * The formula of the way back by hand: y = 0.25 and 0.75, off by 0.01 and 0.02, s = 2 and -1, off by 0.1 and 0.3, u = 1/1024. The
     * mean is -0.25, its size 1.25; its parts are 0.026, 0.02, 0.231 and 0.02, of which the second answer's squares count four times.
     */
    @Test
    void theWayBack() {
        double u = 0x1p-10;
        double ofSum = (Math.sqrt(5.0) + 2.0) * u * 1.25; // the roundings of terms that weigh 1 and 4
        double squares = 0.026 * 0.026 + 0.02 * 0.02 + 4.0 * (0.231 * 0.231 + 0.02 * 0.02);
        for (boolean plain : new boolean[] {false, true}) {
            LayerErrors layer = layer(new double[2], 0.0);
            set(layer.y[0], 0.25, 0.75);
            set(layer.yError[0], 0.01, 0.02);
            set(layer.s[0], 2.0, -1.0);
            set(layer.sError[0], 0.1, 0.3);
            set(layer.alike, 1.0, 4.0);
            SoftmaxBound.backward(layer, 0, u, 0.5, plain);

            double mean = (plain ? 0.297 : Math.sqrt(squares)) + ofSum;
            assertThat(layer.delta[0]).containsExactly(0.25 * 2.25, 0.75 * -0.75);
            assertThat(layer.deltaError[0][0])
                    .isCloseTo(
                            0.26 * (0.1 + mean) + 0.01 * 2.25 + 2.0 * u * 0.25 * 2.25 + 0.5, withinPercentage(1e-10));
            assertThat(layer.deltaError[0][1])
                    .isCloseTo(
                            0.77 * (0.3 + mean) + 0.02 * 0.75 + 2.0 * u * 0.75 * 1.25 + 0.5, withinPercentage(1e-10));
        }
    }

    private static void set(double[] numbers, double... values) {
        System.arraycopy(values, 0, numbers, 0, values.length);
    }

    private static double[] softmax(double[] z) {
        double[] y = new double[z.length];
        ActivationFunction.of(Activation.SOFTMAX).apply(z, y);
        return y;
    }

    private static LayerErrors layer(double[] z, double error) {
        LayerSpec layer = new LayerSpec(z.length, Activation.SOFTMAX, true, new Init.Constant(0.0));
        LayerErrors errors = new LayerErrors(
                new NetworkSpec(1, List.of(layer), Loss.CROSS_ENTROPY, Reduction.MEAN, new Sgd(0.1)), 0);
        errors.makeRoom(1, null);
        for (int j = 0; j < z.length; j++) {
            errors.z[0][j] = z[j];
            errors.zError[0][j] = error;
        }
        return errors;
    }
}
