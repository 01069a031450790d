package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Clipping;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Adam;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a batch could be averaged over the wrong number of examples, or hold the wrong ones. */
class BatchTest {

    private static final Examples FIVE =
            Examples.of(new double[][] {{1}, {2}, {3}, {4}, {5}}, new double[][] {{0}, {0}, {0}, {0}, {0}});

    /**
     * One weight w = 1, no bias, y = w x, target 0: the loss of an example is 1/2 w^2 x^2, its gradient w x^2. In batches of two
     * the last has one example, x = 5. By hand, at the rate 0.125: 5/4 and 5/2, w = 1 - 5/16 = 11/16; then, at that w, 25/4 w^2
     * and 25/2 w, w = 11/16 - 25/16 * 11/16 = -99/256; then, alone, 25/2 w^2 and 25 w.
     */
    @Test
    void aRaggedLastBatchIsTheMeanOverItsOwnExamples() {
        Batches batches = new Batches(FIVE, 2, null);
        ScalarNetwork network = line(Reduction.MEAN);
        double[] gradient = new double[1];

        assertThat(network.step(batches.next())).isEqualTo(5.0 / 4);
        network.readGradient(gradient);
        assertThat(gradient[0]).isEqualTo(5.0 / 2);

        double w = 11.0 / 16;
        assertThat(network.step(batches.next())).isEqualTo(25.0 / 4 * w * w);
        network.readGradient(gradient);
        assertThat(gradient[0]).isEqualTo(25.0 / 2 * w);

        w = -99.0 / 256;
        assertThat(network.step(batches.next())).isEqualTo(25.0 / 2 * w * w);
        network.readGradient(gradient);
        assertThat(gradient[0]).isEqualTo(25.0 * w);

        assertThat(batches.perEpoch()).isEqualTo(3);
    }

    @Test
    void theSumIsNotDivided() {
        ScalarNetwork network = line(Reduction.SUM);
        double[] gradient = new double[1];
        assertThat(network.step(FIVE.asBatch())).isEqualTo(55.0 / 2);
        network.readGradient(gradient);
        assertThat(gradient[0]).isEqualTo(55.0);
    }

    /** Rows of a batch in another order, and from the middle: each example meets its own target. */
    @Test
    void rowsAreTakenFromTheOrder() {
        Examples examples =
                Examples.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}, new double[][] {{1, 0}, {0, 1}, {1, 1}});
        List<LayerSpec> layers = List.of(new LayerSpec(2, Activation.TANH, true, new Init.Uniform(-1, 1)));
        NetworkSpec spec = new NetworkSpec(2, layers, Loss.HALF_SQUARED_ERROR, Reduction.SUM, new Sgd(0.1));
        ScalarNetwork network = new ScalarNetwork(spec);
        network.loadWeights(spec.drawWeights(new PythonRandom(1)));
        double first = network.loss(new Batch(examples, new int[] {0}, 0, 1));
        double last = network.loss(new Batch(examples, new int[] {2}, 0, 1));
        double both = network.loss(new Batch(examples, new int[] {1, 2, 0}, 1, 2));
        assertThat(both).isCloseTo(first + last, within(1e-15));
        assertThat(first).isNotEqualTo(last);
    }

    /**
     * CPython, any version from 3.2 on: {@code random.seed(7)}, nine weights drawn, {@code o = list(range(7))}, then
     * {@code random.shuffle(o)} three times: each goes on from the order of the last.
     */
    @Test
    void everyEpochIsShuffledAsPythonDoes() {
        Examples examples = Examples.of(new double[7][1], new double[7][1]);
        PythonRandom random = new PythonRandom(7);
        for (int i = 0; i < 9; i++) {
            random.random();
        }
        Batches batches = new Batches(examples, 3, random);
        assertThat(epoch(batches)).containsExactly(2, 5, 4, 1, 0, 6, 3);
        assertThat(epoch(batches)).containsExactly(1, 6, 4, 5, 3, 0, 2);
        assertThat(epoch(batches)).containsExactly(6, 4, 0, 1, 5, 2, 3);
    }

    /** CPython: {@code random.seed(7); o = list(range(100)); random.shuffle(o); print(o[:12])}. */
    @Test
    void aHundredAreShuffledAsPythonDoes() {
        int[] order = new int[100];
        Arrays.setAll(order, i -> i);
        new PythonRandom(7).shuffle(order);
        assertThat(order).startsWith(33, 25, 99, 84, 78, 81, 21, 93, 82, 1, 22, 0);
    }

    /**
     * A step in halves is the whole step, and its gradient the same, with penalties and clipping (whose gradient the step itself
     * moves on from) and without, for one example and more.
     */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "3, false", "3, true"})
    void aStepInHalvesIsTheStep(int size, boolean penalized) {
        LayerSpec layer = new LayerSpec(2, Activation.TANH, true, new Init.Uniform(-1, 1));
        List<LayerSpec> layers = penalized
                ? List.of(
                        layer.withPenalties(new Penalty(0.1, 0.2, 0.0), new Penalty(0.0, 0.0, 0.3)),
                        layer.withClipping(new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 0.01)))
                : List.of(layer, layer);
        NetworkSpec spec = new NetworkSpec(2, layers, Loss.MEAN_SQUARED_ERROR, Reduction.MEAN, new Adam(0.1));
        double[] weights = spec.drawWeights(new PythonRandom(1));
        ScalarNetwork whole = new ScalarNetwork(spec);
        ScalarNetwork halves = new ScalarNetwork(spec);
        double[] gradient = new double[weights.length];
        double[] sameGradient = new double[weights.length];
        double[] moved = new double[weights.length];
        double[] sameMoved = new double[weights.length];
        Examples examples =
                Examples.of(new double[][] {{1, 2}, {3, -4}, {0.5, 6}}, new double[][] {{1, 0}, {0, 1}, {1, 1}});
        whole.loadWeights(weights);
        halves.loadWeights(weights);
        for (int step = 0; step < 3; step++) {
            Batch batch = new Batch(examples, new int[] {2, 0, 1}, 0, size);
            assertThat(halves.differentiate(batch)).isEqualTo(whole.step(batch));
            halves.readWeights(sameMoved);
            assertThat(sameMoved).isEqualTo(step == 0 ? weights : moved);
            whole.readGradient(gradient);
            halves.readGradient(sameGradient);
            assertThat(sameGradient).isEqualTo(gradient);
            assertThat(halves.update(gradient)).isTrue();
            whole.readWeights(moved);
            halves.readWeights(sameMoved);
            assertThat(sameMoved).isEqualTo(moved);
        }
    }

    private static List<Integer> epoch(Batches batches) {
        List<Integer> rows = new ArrayList<>();
        for (int b = 0; b < batches.perEpoch(); b++) {
            Batch batch = batches.next();
            for (int e = 0; e < batch.size(); e++) {
                rows.add(batch.row(e));
            }
        }
        return rows;
    }

    private static ScalarNetwork line(Reduction reduction) {
        Init one = new Init.Values(new double[][] {{1.0}});
        List<LayerSpec> layers = List.of(new LayerSpec(1, Activation.IDENTITY, false, one));
        ScalarNetwork network =
                new ScalarNetwork(new NetworkSpec(1, layers, Loss.HALF_SQUARED_ERROR, reduction, new Sgd(0.125)));
        network.loadWeights(new double[] {1.0});
        return network;
    }

    /** 700 examples: two blocks and a rest. Their losses are added up as one batch's are, and each answer has its place. */
    @Test
    void manyExamplesAreEvaluatedInBlocksWithTheSameBits() {
        double[][] inputs = new double[700][1];
        PythonRandom random = new PythonRandom(3);
        Arrays.setAll(inputs, e -> new double[] {random.random()});
        Batch shuffled = new Batches(Examples.of(inputs, inputs), inputs.length, random).next();
        ScalarNetwork network = line(Reduction.MEAN);
        network.loadWeights(new double[] {1.5});
        double[] outputs = new double[700];

        double loss = network.loss(shuffled);
        network.readOutputs(shuffled, outputs);

        for (int e = 0; e < 700; e++) {
            assertThat(outputs[e]).isEqualTo(1.5 * inputs[shuffled.row(e)][0]);
        }
        assertThat(loss).isEqualTo(network.step(shuffled)); // which has them all at once
    }
}
