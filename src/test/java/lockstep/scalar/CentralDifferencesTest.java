package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it back-propagation could return something else than the derivative of the loss, and still learn a little. */
class CentralDifferencesTest {

    /**
     * The formula is off by h^4 / 30 times the fifth derivative, some 1e-12 for losses of about 1, and by their rounding
     * divided by h, some 1e-13. A wrong derivative is off in the first digits.
     */
    private static final double STEP = 1e-3;

    private static final double TOLERANCE = 1e-10;

    static Stream<Arguments> everyCombination() {
        List<Arguments> combinations = new ArrayList<>();
        for (Activation activation : EnumSet.complementOf(EnumSet.of(Activation.STEP))) { // whose derivative is 0
            for (Loss loss : Loss.values()) {
                for (Reduction reduction : Reduction.values()) {
                    combinations.add(Arguments.of(activation, loss, reduction));
                }
            }
        }
        return combinations.stream();
    }

    /**
     * The activation in both hidden layers and at the output, unless the loss does not take its answers there; three outputs, three
     * examples, a layer without bias.
     */
    @ParameterizedTest
    @MethodSource("everyCombination")
    void theGradientIsTheDerivativeOfTheLoss(Activation activation, Loss loss, Reduction reduction) {
        Init init = new Init.Uniform(-1.0, 1.0);
        List<LayerSpec> layers = List.of(
                new LayerSpec(4, activation, true, init),
                new LayerSpec(5, activation, false, init),
                new LayerSpec(3, loss.outputFor(activation), true, init));
        NetworkSpec spec = new NetworkSpec(2, layers, loss, reduction, new Sgd(0.1));
        Batch batch = Examples.of(new double[][] {{0.3, -0.7}, {1.1, 0.2}, {-0.4, 0.9}}, targets(loss))
                .asBatch();
        ScalarNetwork network = new ScalarNetwork(spec);
        double[] weights = spec.drawWeights(new PythonRandom(3));
        double before = lossAt(network, weights, 0, 0.0, batch);
        assertThat(network.step(batch)).isEqualTo(before);
        double[] gradient = new double[weights.length];
        network.readGradient(gradient);

        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        double tolerance = tolerance(activation) * Math.max(1.0, largest);
        for (int i = 0; i < weights.length; i++) {
            double near = lossAt(network, weights, i, STEP, batch) - lossAt(network, weights, i, -STEP, batch);
            double far = lossAt(network, weights, i, 2 * STEP, batch) - lossAt(network, weights, i, -2 * STEP, batch);
            assertThat(gradient[i]).as("weight %s", i).isCloseTo((8 * near - far) / (12 * STEP), within(tolerance));
        }
        assertThat(Arrays.stream(gradient).filter(g -> g != 0.0).count())
                .as("gradients that are not 0, so that the comparison means something")
                .isGreaterThan(weights.length / 3);
    }

    /** Of gradients above 1 a share. */
    private static double tolerance(Activation activation) {
        return switch (activation) {
            case LEAKY_RELU -> 1e-9; // its slope of 0.01 is rounded to a float in the derivative: off by 2e-10
            case CUBE -> 1e-7; // a cube of cubes of cubes has fifth derivatives of millions of millions
            default -> TOLERANCE;
        };
    }

    /** Probabilities that add up to 1, signs, or any numbers. */
    private static double[][] targets(Loss loss) {
        return switch (loss) {
            case BINARY_CROSS_ENTROPY, CROSS_ENTROPY ->
                new double[][] {{0.25, 0.75, 0.0}, {1.0, 0.0, 0.0}, {0.5, 0.125, 0.375}};
            case HINGE -> new double[][] {{1.0, -1.0, 1.0}, {-1.0, -1.0, 1.0}, {1.0, 1.0, -1.0}};
            default -> new double[][] {{0.2, 0.9, -0.3}, {1.0, 0.0, 0.5}, {0.1, -0.6, 0.8}};
        };
    }

    private static double lossAt(ScalarNetwork network, double[] weights, int index, double shift, Batch batch) {
        double[] moved = weights.clone();
        moved[index] += shift;
        network.loadWeights(moved);
        return network.loss(batch);
    }
}
