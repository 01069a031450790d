package lockstep.parity.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.scalar.ActivationFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without it a bound could take a curve for flatter than it is, and call rounding a fault, or for so steep that it hides one. The
 * curves are looked at here point by point, through the scalar network's functions, which share no formula with a bound.
 */
class ActivationCurveTest {

    private static final double[] SUMS = {
        -30, -7, -2.6, -2.5, -2.4, -1.28, -1.001, -0.4, -1e-5, 0, 2e-5, 0.7, 0.9999, 1.5, 2.35, 2.5, 2.9, 6, 25
    };

    private static final double[] ERRORS = {0, 1e-6, 1e-4, 0.01, 0.3, 2};

    private static final Map<Activation, List<Double>> KINKS = Map.of(
            Activation.RELU, List.of(0.0),
            Activation.LEAKY_RELU, List.of(0.0),
            Activation.SELU, List.of(0.0),
            Activation.HARD_TANH, List.of(-1.0, 1.0),
            Activation.HARD_SIGMOID, List.of(-2.5, 2.5),
            Activation.STEP, List.of(0.0));

    private static final int SAMPLES = 400;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void isTheCurveWithinTheError(Activation activation) {
        Point p = new Point();
        for (double z : SUMS) {
            for (double e : ERRORS) {
                ActivationCurve.of(activation).at(z, e, p);
                String where = activation + " at " + z + " +- " + e;
                double slope = slope(activation, z);
                double steepest = 0.0;
                double turn = 0.0;
                double bend = 0.0;
                double last = slope(activation, z - e);
                for (int k = 0; k <= SAMPLES; k++) {
                    double here = slope(activation, z + (2.0 * k / SAMPLES - 1.0) * e);
                    steepest = Math.max(steepest, Math.abs(here));
                    turn = Math.max(turn, Math.abs(here - slope));
                    bend = Math.max(bend, Math.abs(here - last) * SAMPLES / 2.0);
                    last = here;
                }
                boolean kink = e > 0.0
                        && KINKS.getOrDefault(activation, List.of()).stream().anyMatch(at -> Math.abs(z - at) <= e);
                assertThat(p.value).as(where).isCloseTo(value(activation, z), within(1e-14 * Math.max(1.0, z * z)));
                assertThat(p.slope).as(where).isCloseTo(slope, within(1e-14 * Math.max(1.0, z * z)));
                assertThat(p.kink).as(where).isEqualTo(kink);
                assertThat(p.jump).as(where).isEqualTo(kink && activation == Activation.STEP ? 1.0 : 0.0);
                // No less than it is, but for the digits that the difference of two slopes loses; and not much more:
                // Taylor's bend
                // is that of the whole interval, and each curve adds a little of the next derivative, times the error
                // squared.
                double digits = 1e-12 * Math.max(1.0, z * z);
                assertThat(p.steepest)
                        .as(where)
                        .isBetween(steepest - digits, Math.max(1.76, Math.abs(slope)) + p.turn + digits);
                assertThat(p.turn)
                        .as(where)
                        .isBetween(turn - digits, kink ? p.steepest : 1.2 * bend + 8.0 * e * e + digits);
                if (!kink) {
                    assertThat(p.steepest).as(where).isCloseTo(Math.abs(slope) + p.turn, within(digits));
                }
            }
        }
    }

    /** The slopes of DL4J on both sides: 0 and 1; a float's 0.01; 1.7581 and 1.0507; 0.2. By 0.1 around a place that is 0.05 beyond. */
    @ParameterizedTest
    @CsvSource({
        "RELU, 0.05, 1, 1, 0",
        "RELU, -0.05, 1, 1, 0",
        "LEAKY_RELU, -0.05, 1, 0.99000000022351742, 0",
        "SELU, 0.05, 1.7580993408473766, 0.7073983534918961, 0",
        "HARD_TANH, -1.05, 1, 1, 0",
        "HARD_SIGMOID, 2.55, 0.20000000298023224, 0.20000000298023224, 0",
        "STEP, 0.05, 0, 0, 1"
    })
    void aCornerIsAsSteepAsItsSteeperSide(Activation activation, double z, double steepest, double turn, double jump) {
        Point p = new Point();
        ActivationCurve.of(activation).at(z, 0.1, p);
        assertThat(p.kink).isTrue();
        assertThat(p.steepest).isCloseTo(steepest, within(1e-12));
        assertThat(p.turn).isCloseTo(turn, within(1e-12));
        assertThat(p.jump).isEqualTo(jump);
    }

    /** Where the left end has a lower slope than the line: {@code 1.7581 e^-2}. */
    @Test
    void theLowestSlopeMayBeTheCurves() {
        Point p = new Point();
        ActivationCurve.of(Activation.SELU).at(-0.9, 1.1, p);
        assertThat(p.turn).isCloseTo(1.7580993408473766 * (1.0 - Math.exp(-2.0)), within(1e-12));
    }

    /** By hand from the curves' own Javadoc, at a sum below 0 and one above. Where s is the sigmoid of -0.5, 0.3775407, that of 2 is 0.8807971. */
    static Stream<Arguments> roundings() {
        return Stream.of(
                Arguments.of(Activation.IDENTITY, 0, 0, 0, 0),
                Arguments.of(Activation.SIGMOID, 3 * 0.37754067, 4 * 0.37754067, 3 * 0.88079708, 4 * 0.88079708),
                Arguments.of(Activation.TANH, 3, 2 + 4 * 0.46211716, 3, 2 + 4 * 0.96402758),
                Arguments.of(Activation.RELU, 0, 0, 0, 0),
                Arguments.of(Activation.LEAKY_RELU, 2 * 0.005, 0.01, 0, 0),
                Arguments.of(Activation.ELU, 3, 3, 0, 0),
                Arguments.of(Activation.SELU, 3 * 1.75809934, 3 * 1.75809934, 4 * 1.05070099, 1.05070099),
                Arguments.of(Activation.SOFTPLUS, 2.47407698, 4 * 0.37754067, 2 + 2.12692801, 4 * 0.88079708),
                Arguments.of(Activation.SOFTSIGN, 2 / 3.0, 4 / 2.25, 4 / 3.0, 4 / 9.0),
                Arguments.of(Activation.HARD_TANH, 0, 0, 0, 0),
                Arguments.of(Activation.HARD_SIGMOID, 1.5, 0, 1.5, 0),
                Arguments.of(Activation.CUBE, 0.25, 2.25, 16, 36),
                Arguments.of(Activation.SWISH, 2 * 0.37754067, 7 * 0.37754067 * 1.5, 8 * 0.88079708, 21 * 0.88079708),
                // of the sums -0.851 and 3.404, whose sigmoids are 0.29922312 and 0.96782931
                Arguments.of(
                        Activation.GELU,
                        2 * 0.29922312,
                        7 * 0.29922312 * 1.851,
                        8 * 0.96782931,
                        7 * 0.96782931 * 4.404),
                Arguments.of(Activation.STEP, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("roundings")
    void theRoundingsAreThoseNamed(
            Activation activation, double ofValueBelow, double ofSlopeBelow, double ofValue, double ofSlope) {
        Point p = new Point();
        ActivationCurve.of(activation).at(-0.5, 1e-9, p);
        assertThat(new double[] {p.valueRounding, p.slopeRounding})
                .containsExactly(new double[] {ofValueBelow, ofSlopeBelow}, within(1e-6));
        ActivationCurve.of(activation).at(2.0, 1e-9, p);
        assertThat(new double[] {p.valueRounding, p.slopeRounding})
                .containsExactly(new double[] {ofValue, ofSlope}, within(1e-6));
    }

    @Test
    void everyActivationIsInTheTable() {
        assertThat(roundings().map(row -> row.get()[0]))
                .containsExactlyInAnyOrder(Arrays.stream(Activation.values())
                        .filter(activation -> activation != Activation.SOFTMAX)
                        .toArray());
    }

    private static double value(Activation activation, double z) {
        double[] y = new double[1];
        ActivationFunction.of(activation).apply(new double[] {z}, y);
        return y[0];
    }

    private static double slope(Activation activation, double z) {
        double[] delta = {1.0};
        ActivationFunction.of(activation)
                .multiplyByDerivative(new double[] {z}, new double[] {value(activation, z)}, delta);
        return delta[0];
    }
}
