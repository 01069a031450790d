package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a loss could be another one than its name says: a sum where a mean is meant, or half of it. */
class LossesTest {

    private static final double[] Y = {0.25, 0.75};
    private static final double[] TARGETS = {9.0, 1.0, 0.5}; // the first is another example's
    private static final double[] SIGNS = {9.0, 1.0, -1.0};

    /** Worked out on paper, for y = 0.25, 0.75 and t = 1, 0.5 (hinge: t = 1, -1). */
    static Stream<Arguments> worked() {
        double ln4 = 2.0 * StrictMath.log(2.0);
        double ln43 = StrictMath.log(4.0 / 3.0);
        return Stream.of(
                arguments(Loss.HALF_SQUARED_ERROR, (0.5625 + 0.0625) / 2.0, new double[] {-0.75, 0.25}),
                arguments(Loss.SQUARED_ERROR, 0.625, new double[] {-1.5, 0.5}),
                arguments(Loss.MEAN_SQUARED_ERROR, 0.3125, new double[] {-0.75, 0.25}),
                arguments(Loss.ABSOLUTE_ERROR, 1.0, new double[] {-1.0, 1.0}),
                arguments(Loss.MEAN_ABSOLUTE_ERROR, 0.5, new double[] {-0.5, 0.5}),
                // ln 4 for the first, for the second half of ln 4/3 and half of ln 4;   -0.75 / 0.1875, 0.25 / 0.1875
                arguments(Loss.BINARY_CROSS_ENTROPY, 1.5 * ln4 + 0.5 * ln43, new double[] {-4.0, 4.0 / 3.0}),
                // -1 / 0.25, -0.5 / 0.75
                arguments(Loss.CROSS_ENTROPY, ln4 + 0.5 * ln43, new double[] {-4.0, -2.0 / 3.0}),
                // 1 - 0.25, 1 + 0.75
                arguments(Loss.HINGE, 2.5, new double[] {-1.0, 1.0}));
    }

    /** A handful of roundings of numbers up to 4. */
    @ParameterizedTest
    @MethodSource("worked")
    void isWhatItsNameSays(Loss loss, double value, double[] derivative) {
        double[] targets = loss == Loss.HINGE ? SIGNS : TARGETS;
        assertThat(Losses.value(loss, Activation.SIGMOID, Y, targets, 1)).isCloseTo(value, within(2e-15));
        double[] delta = new double[2];
        Losses.derivative(loss, Y, targets, 1, delta);
        assertThat(delta[0]).isCloseTo(derivative[0], within(2e-15));
        assertThat(delta[1]).isCloseTo(derivative[1], within(2e-15));
    }

    @Test
    void everyLossIsWorkedOut() {
        assertThat(worked().map(arguments -> arguments.get()[0])).containsExactlyInAnyOrder((Object[]) Loss.values());
    }

    @Test
    void whereThereIsNoDerivativeItIsZero() {
        double[] delta = {7.0};
        Losses.derivative(Loss.ABSOLUTE_ERROR, new double[] {0.5}, new double[] {0.5}, 0, delta);
        assertThat(delta[0]).isZero();
        delta[0] = 7.0;
        Losses.derivative(Loss.HINGE, new double[] {-1.0}, new double[] {-1.0}, 0, delta);
        assertThat(delta[0]).isZero();
    }

    /** ln 1e-5 = -11.51..., the most that DL4J's loss can be; and its derivative, (1e-5 - 1) / (1e-5 (1 - 1e-5)) = -1e5. */
    @Test
    void binaryCrossEntropyIsClippedInValueAndDerivative() {
        double[] delta = {0.0};
        for (double y : new double[] {0.0, 1e-300, 1e-6}) {
            assertThat(Losses.value(
                            Loss.BINARY_CROSS_ENTROPY, Activation.SIGMOID, new double[] {y}, new double[] {1}, 0))
                    .isCloseTo(11.512925464970229, within(1e-14));
            Losses.derivative(Loss.BINARY_CROSS_ENTROPY, new double[] {y}, new double[] {1.0}, 0, delta);
            assertThat(delta[0]).isCloseTo(-1e5, within(1e-10));
        }
        // As much at the other end, but for the rounding of 1 - 1e-5, some 1e-16 of 1e-5.
        for (double y : new double[] {1.0, 1.0 - 1e-6}) {
            assertThat(Losses.value(
                            Loss.BINARY_CROSS_ENTROPY, Activation.SIGMOID, new double[] {y}, new double[] {0}, 0))
                    .isCloseTo(11.512925464970229, within(1e-11));
            Losses.derivative(Loss.BINARY_CROSS_ENTROPY, new double[] {y}, new double[] {0.0}, 0, delta);
            assertThat(delta[0]).isCloseTo(1e5, within(1e-6));
        }
    }

    /** ln 1e-10 = -23.02..., but only after softmax. */
    @Test
    void crossEntropyIsClippedAfterSoftmax() {
        double[] y = {0.0};
        double[] t = {1.0};
        assertThat(Losses.value(Loss.CROSS_ENTROPY, Activation.SOFTMAX, y, t, 0))
                .isCloseTo(23.025850929940457, within(1e-14));
        assertThat(Losses.value(Loss.CROSS_ENTROPY, Activation.HARD_SIGMOID, y, t, 0))
                .isInfinite();
    }
}
