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
import lockstep.model.Clipping;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Adam;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
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

    /** In one batch, each number of them from 1 to 40; the layers are narrow, wide, or of a vector and a rest. */
    @Test
    void everyNumberOfExamples() {
        for (int examples = 1; examples <= 40; examples++) {
            for (int[] widths : new int[][] {{examples, 41 - examples, 10}, {19, 8, 15, 33}, {3, 40, 9, 3}}) {
                Optimizer optimizer = OPTIMIZERS.get(examples % OPTIMIZERS.size());
                NetworkSpec spec = spec(Activation.TANH, Loss.SQUARED_ERROR, Reduction.MEAN, optimizer, widths);
                PythonRandom random = new PythonRandom(examples);
                double[] weights = spec.drawWeights(random);
                assertSame(spec, weights, examples(spec, examples, random), examples, random, false);
            }
        }
    }

    static Stream<Arguments> everyOptimizerAndBatchSize() {
        return OptimizerKind.ALL.stream()
                .flatMap(kind ->
                        BATCH_SIZES.stream().map(batchSize -> Arguments.of(kind.createDefault(0.02), batchSize)));
    }

    /** In layers that are narrow, wide, and as wide as the first that counts as wide, or one unit less. */
    @ParameterizedTest
    @MethodSource("everyOptimizerAndBatchSize")
    void everyOptimizer(Optimizer optimizer, int batchSize) {
        for (Reduction reduction : Reduction.values()) {
            for (boolean bias : new boolean[] {false, true}) {
                for (int[] widths : new int[][] {{2, 3, 1}, {4, 5, 16}, {33, 15, 17}}) {
                    NetworkSpec spec = spec(Activation.TANH, Loss.HALF_SQUARED_ERROR, reduction, optimizer, widths);
                    assertSame(with(spec, bias, Penalty.NONE, Penalty.NONE, Clipping.NONE), batchSize, true);
                }
            }
        }
    }

    static final List<Penalty> PENALTIES = List.of(
            Penalty.NONE,
            new Penalty(0.01, 0.0, 0.0),
            new Penalty(0.0, 0.02, 0.0),
            new Penalty(0.01, 0.02, 0.0),
            new Penalty(0.0, 0.0, 0.03),
            new Penalty(0.01, 0.0, 0.03));

    static Stream<Arguments> everyClippingAndPenalty() {
        List<Arguments> all = new ArrayList<>();
        for (Clipping.Mode mode : Clipping.Mode.values()) {
            // A threshold that some gradients pass, and one that none does.
            for (double threshold : mode.hasThreshold() ? new double[] {0.05, 100.0} : new double[] {1.0}) {
                for (Penalty penalty : PENALTIES) {
                    all.add(Arguments.of(new Clipping(mode, threshold), penalty));
                }
            }
        }
        return all.stream();
    }

    /** With steps among the hidden units: no error passes through them, and the gradient of their layer is 0. */
    @ParameterizedTest
    @MethodSource("everyClippingAndPenalty")
    void everyClipping(Clipping clipping, Penalty penalty) {
        for (Optimizer optimizer : OPTIMIZERS) {
            for (int batchSize : BATCH_SIZES) {
                for (Activation activation : List.of(Activation.SIGMOID, Activation.STEP)) {
                    Reduction reduction = batchSize == 5 ? Reduction.SUM : Reduction.MEAN;
                    NetworkSpec spec = spec(activation, Loss.SQUARED_ERROR, reduction, optimizer, 3, 17, 6, 2);
                    assertSame(with(spec, false, penalty, Penalty.NONE, clipping), batchSize, false);
                    assertSame(with(spec, true, penalty, Penalty.NONE, clipping), batchSize, true);
                    assertSame(with(spec, true, Penalty.NONE, penalty, clipping), batchSize, true);
                }
            }
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

    /** A constant in every slope, and a dead zone in which some of the errors are; with softmax the two have a branch of their own. */
    @ParameterizedTest
    @FieldSource("BATCH_SIZES")
    void everyHeuristic(int batchSize) {
        for (Loss loss : List.of(Loss.HALF_SQUARED_ERROR, Loss.CROSS_ENTROPY)) {
            NetworkSpec spec = spec(Activation.SIGMOID, loss, Reduction.MEAN, OPTIMIZERS.get(0), 3, 6, 4);
            assertSame(spec.withHeuristics(new Heuristics(0.1, 0.3)), batchSize, true);
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

    /** The same network with biases in all layers or in none, and with these penalties and this clipping in all of them. */
    private static NetworkSpec with(
            NetworkSpec spec, boolean bias, Penalty ofWeights, Penalty ofBiases, Clipping clipping) {
        List<LayerSpec> layers = spec.layers().stream()
                .map(layer -> new LayerSpec(
                        layer.units(), layer.activation(), bias, layer.init(), ofWeights, ofBiases, clipping))
                .toList();
        return new NetworkSpec(spec.inputs(), layers, spec.loss(), spec.reduction(), spec.optimizer());
    }

    /** Losses, gradients and weights, sign of zero included, for two epochs; then one with batches of another size. */
    private static void assertSame(NetworkSpec spec, int batchSize, boolean shuffled) {
        PythonRandom random = new PythonRandom(batchSize);
        double[] weights = spec.drawWeights(random);
        assertSame(spec, weights, examples(spec, EXAMPLES, random), batchSize, random, shuffled);
    }

    private static void assertSame(
            NetworkSpec spec,
            double[] weights,
            Examples examples,
            int batchSize,
            PythonRandom random,
            boolean shuffled) {
        ScalarNetwork fast = new ScalarNetwork(spec);
        fast.loadWeights(weights);
        PlainNetwork plain = new PlainNetwork(spec, weights);
        for (int size : new int[] {batchSize, batchSize, batchSize / 2 + 1}) {
            Batches batches = new Batches(examples, size, shuffled ? random : null);
            for (int b = 0; b < batches.perEpoch(); b++) {
                Batch batch = batches.next();
                assertSame("loss", spec, batch, new double[] {fast.step(batch)}, new double[] {plain.step(batch)});
                fast.readGradient(weights);
                assertSame("gradient", spec, batch, weights, plain.gradient());
                fast.readWeights(weights);
                assertSame("weights", spec, batch, weights, plain.weights());
            }
        }
    }

    /** By their bits: a cube may overflow, and then NaN has to be equal to NaN. Looks first, because an assertion takes its time. */
    private static void assertSame(String what, NetworkSpec spec, Batch batch, double[] fast, double[] plain) {
        if (!Arrays.equals(fast, plain)) {
            assertThat(fast)
                    .as("%s of %s, batch of %d", what, spec, batch.size())
                    .containsExactly(plain);
        }
    }

    /** Among them an example of nothing but zeros: without a bias its sums are made of 0 and -0. */
    private static Examples examples(NetworkSpec spec, int count, PythonRandom random) {
        double[][] inputs = new double[count][spec.inputs()];
        double[][] targets = new double[count][spec.outputs()];
        for (int e = 0; e < count; e++) {
            boolean zeros = e == count / 2;
            Arrays.setAll(inputs[e], i -> zeros ? 0.0 : 2.0 * random.random() - 1.0);
            Arrays.setAll(targets[e], i -> random.random());
        }
        return Examples.of(inputs, targets);
    }
}
