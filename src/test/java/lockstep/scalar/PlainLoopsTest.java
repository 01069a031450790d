package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Adam;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a loop that was turned for speed could add in another order, and be a network of its own in the last digits. */
class PlainLoopsTest {

    /** With batches of 1, of 5 (the last has 3), of 8 (the last, alone, 5) and of all; as they stand and shuffled. */
    private static final int EXAMPLES = 13;

    static final List<Integer> BATCH_SIZES = List.of(1, 5, 8, EXAMPLES);

    private static final List<Optimizer> OPTIMIZERS =
            List.of(new Sgd(0.05), new Adam(0.01), new Nesterov(0.02), new BpnnMomentum(0.05));

    static Stream<Arguments> everyActivationLossAndReduction() {
        List<Arguments> all = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            for (Loss loss : Loss.values()) {
                for (Reduction reduction : Reduction.values()) {
                    all.add(Arguments.of(activation, loss, reduction));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyActivationLossAndReduction")
    void everyFormula(Activation activation, Loss loss, Reduction reduction) {
        for (Optimizer optimizer : OPTIMIZERS) {
            for (int batchSize : BATCH_SIZES) {
                assertSame(spec(activation, loss, reduction, optimizer, 3, 6, 4), batchSize, batchSize > 1);
            }
        }
    }

    /** Each width from 1 to 40 as that of the inputs, of a hidden layer and of the outputs, with a bias and without. */
    @ParameterizedTest
    @FieldSource("BATCH_SIZES")
    void everyWidth(int batchSize) {
        for (int width = 1; width <= 40; width++) {
            Optimizer optimizer = OPTIMIZERS.get(width % OPTIMIZERS.size());
            int[] widths = {width, 41 - width, width % 7 + 1, (3 * width) % 40 + 1};
            Loss loss = Loss.HALF_SQUARED_ERROR;
            assertSame(spec(Activation.TANH, loss, Reduction.MEAN, optimizer, widths), batchSize, false);
            assertSame(spec(Activation.SIGMOID, loss, Reduction.SUM, optimizer, widths), batchSize, true);
        }
    }

    @ParameterizedTest
    @FieldSource("BATCH_SIZES")
    void everyDepth(int batchSize) {
        for (int depth = 1; depth <= 6; depth++) {
            int[] widths = IntStream.rangeClosed(0, depth).map(l -> 5 + l % 3).toArray();
            NetworkSpec spec =
                    spec(Activation.TANH, Loss.MEAN_SQUARED_ERROR, Reduction.MEAN, OPTIMIZERS.get(depth % 4), widths);
            assertSame(spec, batchSize, true);
        }
    }

    /** Every second layer has biases. */
    private static NetworkSpec spec(
            Activation activation, Loss loss, Reduction reduction, Optimizer optimizer, int... widths) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            Activation f = l == widths.length - 1 ? loss.outputFor(activation) : activation;
            layers.add(new LayerSpec(widths[l], f, l % 2 == 0, new Init.Uniform(-1.0, 1.0)));
        }
        return new NetworkSpec(widths[0], layers, loss, reduction, optimizer);
    }

    /** Losses, gradients and weights, sign of zero included, for two epochs; then one with batches of another size. */
    private static void assertSame(NetworkSpec spec, int batchSize, boolean shuffled) {
        PythonRandom random = new PythonRandom(batchSize);
        double[] weights = spec.drawWeights(random);
        Examples examples = examples(spec, random);
        ScalarNetwork fast = new ScalarNetwork(spec);
        fast.loadWeights(weights);
        PlainNetwork plain = new PlainNetwork(spec, weights);
        for (int size : new int[] {batchSize, batchSize, batchSize / 2 + 1}) {
            Batches batches = new Batches(examples, size, shuffled ? random : null);
            for (int b = 0; b < batches.perEpoch(); b++) {
                Batch batch = batches.next();
                String what = spec + ", batch of " + batch.size();
                // Boxed, because a cube may overflow, and NaN is equal to NaN only then.
                assertThat(fast.step(batch)).as("loss of %s", what).isEqualTo(Double.valueOf(plain.step(batch)));
                fast.readGradient(weights);
                assertThat(weights).as("gradient of %s", what).containsExactly(plain.gradient());
                fast.readWeights(weights);
                assertThat(weights).as("weights of %s", what).containsExactly(plain.weights());
            }
        }
    }

    /** Among them an example of nothing but zeros: without a bias its sums are made of 0 and -0. */
    private static Examples examples(NetworkSpec spec, PythonRandom random) {
        double[][] inputs = new double[EXAMPLES][spec.inputs()];
        double[][] targets = new double[EXAMPLES][spec.outputs()];
        for (int e = 0; e < EXAMPLES; e++) {
            boolean zeros = e == EXAMPLES / 2;
            Arrays.setAll(inputs[e], i -> zeros ? 0.0 : 2.0 * random.random() - 1.0);
            Arrays.setAll(targets[e], i -> random.random());
        }
        return Examples.of(inputs, targets);
    }
}
