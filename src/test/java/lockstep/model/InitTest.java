package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a layer could start from another distribution than its init's name says, or from another order of draws. */
class InitTest {

    private static final int IN = 300;
    private static final int OUT = 100;

    /** The standard deviations that the papers, and DL4J for lecun_uniform, give 300 inputs and 100 units. */
    static Stream<Arguments> deviations() {
        return Stream.of(
                arguments(Init.Scheme.XAVIER, Math.sqrt(2.0 / 400)),
                arguments(Init.Scheme.XAVIER_UNIFORM, Math.sqrt(2.0 / 400)),
                arguments(Init.Scheme.HE, Math.sqrt(2.0 / 300)),
                arguments(Init.Scheme.HE_UNIFORM, Math.sqrt(2.0 / 300)),
                arguments(Init.Scheme.LECUN_NORMAL, Math.sqrt(1.0 / 300)),
                arguments(Init.Scheme.LECUN_UNIFORM, Math.sqrt(3.0 / 300)),
                arguments(new Init.Normal(0.25), 0.25),
                arguments(new Init.Uniform(-0.5, 0.5), Math.sqrt(1.0 / 12)));
    }

    /** Of 30,000 numbers, mean and deviation are within a hundredth of the deviation (more than two standard errors). */
    @ParameterizedTest
    @MethodSource("deviations")
    void weightsHaveTheDeviationOfTheName(Init init, double deviation) {
        double[] weights = weights(init, false);
        double mean = Arrays.stream(weights).average().orElseThrow();
        double variance = Arrays.stream(weights)
                .map(w -> (w - mean) * (w - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.0, within(0.015 * deviation));
        assertThat(Math.sqrt(variance)).isCloseTo(deviation, within(0.01 * deviation));
    }

    @ParameterizedTest
    @EnumSource(Init.Scheme.class)
    void everySchemeIsInTheTable(Init.Scheme scheme) {
        assertThat(deviations().map(row -> row.get()[0])).contains(scheme);
    }

    /** And draws nothing for them: the next layer starts where it would without biases. */
    @ParameterizedTest
    @MethodSource("deviations")
    void biasesAreZeroButThoseOfARange(Init init) {
        double[] with = weights(init, true);
        double[] without = weights(init, false);
        assertThat(Arrays.copyOf(with, IN * OUT)).isEqualTo(without);
        double[] biases = Arrays.copyOfRange(with, IN * OUT, with.length);
        if (init instanceof Init.Uniform) {
            assertThat(Arrays.stream(biases)).doesNotContain(0.0);
        } else {
            assertThat(Arrays.stream(biases)).containsOnly(0.0);
        }
    }

    /**
     * In Python:
     *
     * <pre>
     *   random.seed(1)
     *   [random.normalvariate(0.0, math.sqrt(2.0 / 5)) for _ in range(6)]
     * </pre>
     */
    @Test
    void weightsAreDrawnInputByInputUnitByUnit() {
        LayerSpec layer = new LayerSpec(2, Activation.TANH, true, Init.Scheme.XAVIER);
        NetworkSpec network = new NetworkSpec(3, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(0.1));
        assertThat(network.drawWeights(new PythonRandom(1)))
                .containsExactly(
                        0.3841888176330231,
                        -0.008996961708939523,
                        0.7784940864750755,
                        0.642246681857194,
                        -0.21279404518370273,
                        0.7700031050310204,
                        0.0,
                        0.0);
    }

    @Test
    void aConstantIsEveryWeightButNoBias() {
        double[] weights = weights(new Init.Constant(0.125), true);
        assertThat(Arrays.stream(weights, 0, IN * OUT)).containsOnly(0.125);
        assertThat(Arrays.stream(weights, IN * OUT, weights.length)).containsOnly(0.0);
    }

    @Test
    void refusesWhatIsNoNumberOrNoDeviation() {
        assertThatThrownBy(() -> new Init.Normal(-1.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("normal is -1.0; expected a finite number, 0 or above");
        assertThatThrownBy(() -> new Init.Constant(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("constant is NaN; expected a finite number");
    }

    private static double[] weights(Init init, boolean bias) {
        double[] weights = new double[(IN + (bias ? 1 : 0)) * OUT];
        init.fill(new PythonRandom(7), weights, 0, IN, OUT, bias);
        return weights;
    }
}
