package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

/** Without it, looking at the candidate could change it, and what it then does would not be what DL4J does. */
class Dl4jNetworkTest {

    private static final Examples XOR = Examples.of(
            new double[][] {{0.0, 0.0}, {0.0, 1.0}, {1.0, 0.0}, {1.0, 1.0}},
            new double[][] {{0.0}, {1.0}, {1.0}, {0.0}});

    /** The steps are taken apart; put together, they have to be those of a DL4J user's {@code fit()}. */
    @ParameterizedTest
    @EnumSource
    void stepsHaveTheBitsOfFit(OptimizerKind kind) {
        for (Reduction reduction : Reduction.values()) {
            NetworkSpec spec = network("2-3-1", reduction, kind);
            Run.Start start = new Run("fit", spec, XOR, 4, false, 5).start();
            MultiLayerNetwork fitted = new MultiLayerNetwork(Configurations.of(spec));
            fitted.init();
            new Layout(spec).write(start.weights(), new Numbers(fitted.params()));
            double[] stepped = new double[spec.weightCount()];
            double[] expected = new double[spec.weightCount()];
            try (Dl4jNetwork network = new Dl4jNetwork(spec)) {
                network.loadWeights(start.weights());
                for (int step = 1; step <= 30; step++) {
                    double loss = network.step(start.batches().next());
                    fitted.fit(
                            Nd4j.create(new double[][] {{0.0, 0.0}, {0.0, 1.0}, {1.0, 0.0}, {1.0, 1.0}}),
                            Nd4j.create(new double[][] {{0.0}, {1.0}, {1.0}, {0.0}}));
                    assertThat(loss).as("loss of step %d", step).isEqualTo(fitted.score());
                    network.readWeights(stepped);
                    new Layout(spec).read(new Numbers(fitted.params()), expected);
                    assertThat(stepped).as("weights after step %d", step).containsExactly(expected);
                }
            }
            fitted.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void lookingChangesNothing(OptimizerKind kind) {
        NetworkSpec spec = network("2-3-1", Reduction.MEAN, kind);
        Run run = new Run("looking", spec, XOR, 2, true, 5);
        Run.Start watchedStart = run.start();
        Run.Start aloneStart = run.start();
        double[] watchedWeights = new double[spec.weightCount()];
        double[] aloneWeights = new double[spec.weightCount()];
        double[] watchedGradient = new double[spec.weightCount()];
        double[] aloneGradient = new double[spec.weightCount()];
        try (Dl4jNetwork watched = new Dl4jNetwork(spec);
                Dl4jNetwork alone = new Dl4jNetwork(spec)) {
            watched.loadWeights(watchedStart.weights());
            alone.loadWeights(aloneStart.weights());
            for (int step = 1; step <= 30; step++) {
                Batch batch = watchedStart.batches().next();
                look(watched, batch);
                double loss = watched.step(batch);
                watched.readGradient(watchedGradient);
                look(watched, batch);
                assertThat(loss).isEqualTo(alone.step(aloneStart.batches().next()));
                alone.readGradient(aloneGradient);
                assertThat(watchedGradient).as("gradient of step %d", step).containsExactly(aloneGradient);
                watched.readWeights(watchedWeights);
                alone.readWeights(aloneWeights);
                assertThat(watchedWeights).as("weights after step %d", step).containsExactly(aloneWeights);
                watched.loadWeights(watchedWeights); // what the optimizer remembers has to stay
            }
        }
    }

    /** Looks at the batch, at one of the same size, which shares its matrices, and at all the examples. */
    private static void look(Dl4jNetwork network, Batch batch) {
        double[] answers = new double[XOR.size()];
        Batch other = new Batch(XOR, new int[] {3, 0}, 0, 2);
        for (Batch each : List.of(batch, other, XOR.asBatch())) {
            network.readOutputs(each, answers);
            double expected = 0.0; // a sum of at most four terms below 1: 1e-15 is nine units in its last place
            for (int e = 0; e < each.size(); e++) {
                double error = answers[e] - XOR.targetValues()[each.row(e)];
                expected += 0.5 * error * error / each.size();
            }
            assertThat(network.loss(each)).isCloseTo(expected, offset(1e-15));
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void aNetworkOfOneLayerWorksToo(Activation activation) {
        LayerSpec layer = new LayerSpec(2, activation, true, new Init.Uniform(0.1, 0.3)); // no sum beyond 1
        NetworkSpec spec = new NetworkSpec(
                2,
                List.of(layer),
                Loss.MEAN_SQUARED_ERROR,
                Reduction.MEAN,
                inTurn(activation).createDefault(0.1));
        Batch batch = Examples.of(new double[][] {{0.5, 1.0}}, new double[][] {{0.25, 0.75}})
                .asBatch();
        try (Dl4jNetwork network = new Dl4jNetwork(spec)) {
            network.loadWeights(spec.drawWeights(new PythonRandom(1)));
            double before = network.loss(batch);
            assertThat(network.step(batch)).isEqualTo(before);
            boolean learns = activation != Activation.STEP;
            assertThat(network.loss(batch) != before).isEqualTo(learns);
        }
    }

    /** Weights that grow without bound are something to report, not to crash on. */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void overflowIsANumberNotAnException(Activation activation) {
        LayerSpec layer = new LayerSpec(2, activation, true, new Init.Uniform(-1e200, 1e200));
        LayerSpec output = new LayerSpec(1, Activation.IDENTITY, true, new Init.Uniform(-1e200, 1e200));
        NetworkSpec spec = new NetworkSpec(
                2,
                List.of(layer, output),
                Loss.HALF_SQUARED_ERROR,
                Reduction.SUM,
                inTurn(activation).createDefault(0.9));
        double[] weights = spec.drawWeights(new PythonRandom(1));
        try (Dl4jNetwork network = new Dl4jNetwork(spec)) {
            network.loadWeights(weights);
            assertThat(Double.isFinite(network.step(XOR.asBatch()))).isFalse();
            network.step(XOR.asBatch());
            Arrays.fill(weights, Double.NaN);
            network.loadWeights(weights);
            assertThat(network.loss(XOR.asBatch())).isNaN();
            assertThat(network.step(XOR.asBatch())).isNaN();
            network.readGradient(weights);
            network.readOutputs(XOR.asBatch(), new double[4]);
            network.readWeights(weights);
            assertThat(weights).contains(Double.NaN);
        }
    }

    /** The optimizers take turns. */
    private static OptimizerKind inTurn(Activation activation) {
        int number = List.of(Activation.values()).indexOf(activation);
        return OptimizerKind.ALL.get(number % OptimizerKind.ALL.size());
    }

    /** Zeros, or the gradient of a step long past, would be judged as if they were an answer. */
    @Test
    void thereIsNoGradientButThatOfTheLastStep() {
        NetworkSpec spec = network("2-2-1", Reduction.MEAN, OptimizerKind.ALL.get(0));
        double[] gradient = new double[spec.weightCount()];
        try (Dl4jNetwork network = new Dl4jNetwork(spec)) {
            network.loadWeights(spec.drawWeights(new PythonRandom(1)));
            hasNoGradient(network, gradient);
            network.step(XOR.asBatch());
            network.readGradient(gradient);
            network.loss(XOR.asBatch());
            hasNoGradient(network, gradient);
            network.step(XOR.asBatch());
            network.readOutputs(XOR.asBatch(), new double[4]);
            hasNoGradient(network, gradient);
            network.step(XOR.asBatch());
            assertThatCode(() -> network.readGradient(gradient)).doesNotThrowAnyException();
        }
    }

    private static void hasNoGradient(Dl4jNetwork network, double[] into) {
        assertThatThrownBy(() -> network.readGradient(into))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the gradient is that of a step: ask for it right after one");
    }

    @Test
    void closingTwiceIsHarmless() {
        Dl4jNetwork network = new Dl4jNetwork(network("2-2-1", Reduction.MEAN, OptimizerKind.ALL.get(0)));
        network.step(XOR.asBatch());
        network.close();
        assertThatCode(network::close).doesNotThrowAnyException();
    }

    /** A Java heap that never fills would never free the native memory behind it. */
    @Tag("exhaustive")
    @Test
    void memoryStaysBounded() {
        NetworkSpec spec = network("2-2-1", Reduction.MEAN, OptimizerKind.ALL.get(0));
        Run.Start start = new Run("memory", spec, XOR, 1, false, 5).start();
        try (Dl4jNetwork network = new Dl4jNetwork(spec)) {
            network.loadWeights(start.weights());
            train(network, start, 4_000);
            long before = Pointer.physicalBytes();
            train(network, start, 8_000);
            // Uncollected, these steps leave 700 MB or more behind; collected, what 2,000 steps do.
            assertThat(Pointer.physicalBytes() - before).isLessThan(300L << 20);
        }
    }

    private static void train(Dl4jNetwork network, Run.Start start, int steps) {
        for (int step = 0; step < steps; step++) {
            network.step(start.batches().next());
        }
    }

    private static NetworkSpec network(String shape, Reduction reduction, OptimizerKind kind) {
        int[] widths =
                Arrays.stream(shape.split("-")).mapToInt(Integer::parseInt).toArray();
        List<LayerSpec> layers = Arrays.stream(widths)
                .skip(1)
                .mapToObj(units -> new LayerSpec(units, Activation.TANH, true, new Init.Uniform(-1.0, 1.0)))
                .toList();
        return new NetworkSpec(widths[0], layers, Loss.HALF_SQUARED_ERROR, reduction, kind.createDefault(0.05));
    }
}
