package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.model.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it an activation could be another function than its name says, as long as both sides had the same mistake. */
class ActivationFunctionTest {

    private static final double[] Z = {-3.0, -0.5, 0.0, 0.75, 4.0};

    /**
     * The formulas of the papers, with 40 digits, in Python's decimal; where {@link Activation} says that a constant is a float, with
     * that float.
     */
    static Stream<Arguments> values() {
        return Stream.of(
                arguments(Activation.IDENTITY, new double[] {-3.0, -0.5, 0.0, 0.75, 4.0}),
                arguments(Activation.SIGMOID, new double[] {
                    0.04742587317756678, 0.37754066879814546, 0.5, 0.679178699175393, 0.9820137900379085
                }),
                arguments(Activation.TANH, new double[] {
                    -0.9950547536867305, -0.46211715726000974, 0.0, 0.6351489523872873, 0.999329299739067
                }),
                arguments(Activation.RELU, new double[] {0.0, 0.0, 0.0, 0.75, 4.0}),
                arguments(Activation.LEAKY_RELU, new double[] {-0.03, -0.005, 0.0, 0.75, 4.0}),
                arguments(Activation.ELU, new double[] {-0.950212931632136, -0.3934693402873666, 0.0, 0.75, 4.0}),
                arguments(Activation.SELU, new double[] {
                    -1.670568728767112, -0.6917581878028713, 0.0, 0.7880257405166103, 4.202803949421922
                }),
                arguments(Activation.SOFTPLUS, new double[] {
                    0.04858735157374206, 0.4740769841801067, 0.6931471805599453, 1.1368710061148999, 4.0181499279178094
                }),
                arguments(
                        Activation.SOFTSIGN, new double[] {-0.75, -0.3333333333333333, 0.0, 0.42857142857142855, 0.8}),
                arguments(Activation.HARD_TANH, new double[] {-1.0, -0.5, 0.0, 0.75, 1.0}),
                arguments(
                        Activation.HARD_SIGMOID, new double[] {0.0, 0.3999999985098839, 0.5, 0.6500000022351742, 1.0}),
                arguments(Activation.CUBE, new double[] {-27.0, -0.125, 0.0, 0.421875, 64.0}),
                arguments(Activation.SWISH, new double[] {
                    -0.14227761953270035, -0.18877033439907273, 0.0, 0.5093840243815447, 3.928055160151634
                }),
                arguments(Activation.GELU, new double[] {
                    -0.018071308525793275, -0.14961156224376548, 0.0, 0.586390059639018, 3.9955852762473305
                }),
                arguments(Activation.SOFTMAX, new double[] {
                    0.0008529350085448287,
                    0.010390875590469941,
                    0.017131657607206544,
                    0.03626771943905891,
                    0.9353568123547198
                }),
                arguments(Activation.STEP, new double[] {0.0, 0.0, 0.0, 1.0, 1.0}));
    }

    /** To 4e-16 of a number's size: two or three roundings. */
    @ParameterizedTest
    @MethodSource("values")
    void isTheFunctionOfItsName(Activation activation, double[] expected) {
        double[] y = new double[Z.length];
        ActivationFunction.of(activation).apply(Z.clone(), y);
        for (int j = 0; j < y.length; j++) {
            assertThat(y[j]).as("f(%s)", Z[j]).isCloseTo(expected[j], within(4e-16 * Math.max(1.0, Math.abs(y[j]))));
        }
    }

    @Test
    void everyActivationIsInTheTable() {
        assertThat(values().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrder((Object[]) Activation.values());
    }

    /** Where the derivative jumps, and what DL4J takes there (dl4j/EngineParityTest compares it, but hardly ever just there). */
    private static final Map<Activation, Map<Double, Double>> AT_KINKS = Map.of(
            Activation.RELU, Map.of(0.0, 0.0),
            Activation.LEAKY_RELU, Map.of(0.0, 1.0),
            Activation.ELU, Map.of(0.0, 1.0),
            Activation.SELU, Map.of(0.0, 1.0507009873554805 * 1.6732632423543772),
            Activation.HARD_TANH, Map.of(-1.0, 1.0, 1.0, 1.0),
            Activation.HARD_SIGMOID, Map.of(-2.5, (double) 0.2f, 2.5, (double) 0.2f),
            Activation.STEP, Map.of(0.0, 0.0));

    /**
     * Against central differences of order h^4, which leave some 1e-12 here; leaky_relu's float constant is 2e-10 off, and a test
     * of its own below.
     */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void theDerivativeIsTheSlope(Activation activation) {
        ActivationFunction f = ActivationFunction.of(activation);
        double h = 1e-3;
        double[] weights = {1.0, -0.7, 0.4}; // of the sum whose derivative is taken: softmax has three units
        for (double at : new double[] {-6.0, -3.0, -1.3, -0.4, 0.6, 1.7, 2.9, 7.0}) {
            double[] z = {at, 0.3, -0.8};
            double[] y = new double[3];
            double[] delta = weights.clone();
            f.apply(z, y);
            f.multiplyByDerivative(z, y, delta);
            double near = weighted(f, weights, at + h) - weighted(f, weights, at - h);
            double far = weighted(f, weights, at + 2 * h) - weighted(f, weights, at - 2 * h);
            assertThat(delta[0]).as("f'(%s)", at).isCloseTo((8 * near - far) / (12 * h), within(1e-9));
        }
    }

    @Test
    void atAKinkItIsDl4jsChoice() {
        AT_KINKS.forEach((activation, expected) -> expected.forEach((at, derivative) -> {
            double[] z = {at};
            double[] y = new double[1];
            double[] delta = {1.0};
            ActivationFunction f = ActivationFunction.of(activation);
            f.apply(z, y);
            f.multiplyByDerivative(z, y, delta);
            assertThat(delta[0]).as("%s at %s", activation, at).isEqualTo(derivative);
        }));
    }

    @Test
    void leakyRelusSlopeIsAFloat() {
        double[] delta = {1.0};
        PiecewiseActivation.LEAKY_RELU.multiplyByDerivative(new double[] {-1.0}, new double[] {-0.01}, delta);
        assertThat(delta[0]).isEqualTo(0.009999999776482582); // the nearest float to 0.01, written as a double
    }

    /** As DL4J's, by {@code dl4j.oddities.ActivationOdditiesTest}: the textbook's stay 1. */
    @ParameterizedTest
    @CsvSource({"SOFTPLUS, 709, 710", "SWISH, 354, 355", "GELU, 208, 209"})
    void theSlopeAtLargeNumbersIsNotANumber(Activation activation, double last, double first) {
        double[] delta = {1.0, 1.0, 1.0};
        ActivationFunction.of(activation)
                .multiplyByDerivative(new double[] {last, first, 1000.0}, new double[] {last, first, 1000.0}, delta);
        assertThat(delta).containsExactly(1.0, Double.NaN, Double.NaN);
    }

    @Test
    void softmaxOfLargeNumbersIsFinite() {
        double[] y = new double[3];
        SmoothActivation.SOFTMAX.apply(new double[] {1000.0, 1000.0, -1000.0}, y);
        assertThat(y).containsExactly(0.5, 0.5, 0.0);
        SmoothActivation.SOFTMAX.apply(new double[] {-1000.0, 1000.0, 1000.0}, y);
        assertThat(y).containsExactly(0.0, 0.5, 0.5);
    }

    private static double weighted(ActivationFunction f, double[] weights, double at) {
        double[] y = new double[3];
        f.apply(new double[] {at, 0.3, -0.8}, y);
        return Arrays.stream(new int[] {0, 1, 2})
                .mapToDouble(j -> weights[j] * y[j])
                .sum();
    }
}
