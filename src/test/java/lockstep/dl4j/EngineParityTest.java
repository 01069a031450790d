package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Trial;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it, a combination of activation, loss, batch and optimizer could compute something else on one of the two sides. */
class EngineParityTest {

    private static final int STEPS = 50;

    /** Or a tenth of it, or a tenth of that, where a run overflows. */
    private static final double LEARNING_RATE = 0.01;

    /**
     * Both sides round sums of some ten terms, in different orders and with or without fused multiply-add: a few units of
     * 1.1e-16 each, through three layers and an update. The worst of all combinations uses a fiftieth of this.
     */
    private static final double RELATIVE = 1e-12;

    /**
     * A gradient starts from the difference of answer and target, numbers of about 1, whose rounding errors remain when the
     * difference, and all that is computed from it, goes to 0; around 0 DL4J's tanh is wrong by 3.4e-16 at that.
     */
    private static final double ABSOLUTE = 1e-15;

    /** How the examples, ten of them, are cut into batches. */
    enum Batching {
        ONLINE(1, false),
        RAGGED(4, false), // 4, 4 and 2
        FULL(10, false),
        SHUFFLED(3, true); // 3, 3, 3 and 1, other rows in each epoch

        final int size;
        final boolean shuffle;

        Batching(int size, boolean shuffle) {
            this.size = size;
            this.shuffle = shuffle;
        }
    }

    record Combination(Activation activation, Loss loss, Reduction reduction, Batching batching, OptimizerKind kind) {
        @Override
        public String toString() {
            return activation.key() + " " + loss.key() + " " + reduction.key() + " " + batching + " " + kind.key();
        }
    }

    static Stream<Combination> everyCombination() {
        List<Combination> all = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            for (Loss loss : Loss.values()) {
                for (Reduction reduction : Reduction.values()) {
                    for (Batching batching : Batching.values()) {
                        for (OptimizerKind kind : OptimizerKind.ALL) {
                            all.add(new Combination(activation, loss, reduction, batching, kind));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    /** Every activation with every loss; batches and optimizers take turns. */
    static Stream<Combination> everyActivationWithEveryLoss() {
        List<Combination> all = everyCombination().toList();
        int rest = all.size() / Activation.values().length / Loss.values().length;
        // 37 has no factor in common with the number of the rest, so that each of them comes up.
        return Stream.iterate(0, pair -> pair * rest < all.size(), pair -> pair + 1)
                .map(pair -> all.get(pair * rest + pair * 37 % rest));
    }

    @ParameterizedTest
    @MethodSource("everyActivationWithEveryLoss")
    void everyStepAgrees(Combination combination) {
        check(combination);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("everyCombination")
    void everyStepOfEveryCombinationAgrees(Combination combination) {
        check(combination);
    }

    /** Steps from the same weights on both sides, so that rounding cannot pile up. */
    private static void check(Combination combination) {
        double rate = LEARNING_RATE;
        while (!Trial.staysFinite(run(combination, rate), ScalarNetwork::new, STEPS)) {
            rate /= 10.0;
        }
        Run run = run(combination, rate);
        NetworkSpec spec = run.network();
        Run.Start start = run.start();
        double[] weights = start.weights();
        double[] ours = new double[weights.length];
        double[] theirs = new double[weights.length];
        try (Engine scalar = new ScalarNetwork(spec);
                Engine dl4j = new Dl4jNetwork(spec)) {
            scalar.loadWeights(weights);
            for (int step = 1; step <= STEPS; step++) {
                scalar.readWeights(weights);
                dl4j.loadWeights(weights);
                Batch batch = start.batches().next();
                double ourLoss = scalar.step(batch);
                double theirLoss = dl4j.step(batch);
                assertThat(share(ourLoss, theirLoss, Math.abs(ourLoss)))
                        .as("loss at step %d: %s and %s, share of the tolerance", step, ourLoss, theirLoss)
                        .isLessThan(1.0);
                scalar.readGradient(ours);
                dl4j.readGradient(theirs);
                checkLayers("gradient", step, spec, ours, theirs);
                scalar.readWeights(ours);
                dl4j.readWeights(theirs);
                checkLayers("new weights", step, spec, ours, theirs);
            }
        }
    }

    private static Run run(Combination combination, double rate) {
        Batching batching = combination.batching;
        Examples examples = examples(combination.loss);
        return new Run("parity", network(combination, rate), examples, batching.size, batching.shuffle, 20_240_518);
    }

    private static void checkLayers(String what, int step, NetworkSpec spec, double[] ours, double[] theirs) {
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            int from = spec.offset(layer);
            int to = spec.offset(layer + 1);
            double largest = 0.0;
            for (int k = from; k < to; k++) {
                largest = Math.max(largest, Math.abs(ours[k]));
            }
            for (int k = from; k < to; k++) {
                assertThat(share(ours[k], theirs[k], largest))
                        .as(
                                "%s of layer %d, %s, at step %d: %s and %s, share of the tolerance",
                                what, layer + 1, spec.weightName(layer, k - from), step, ours[k], theirs[k])
                        .isLessThan(1.0);
            }
        }
    }

    /** NaN and infinity use more than any tolerance. */
    private static double share(double a, double b, double scale) {
        double share = Math.abs(a - b) / (ABSOLUTE + RELATIVE * scale);
        return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
    }

    /**
     * Three layers, the one in the middle without a bias. Where the loss does not take the activation's answers, the output layer
     * has the one that the loss is made for.
     */
    private static NetworkSpec network(Combination combination, double rate) {
        Init init = new Init.Uniform(-0.8, 0.8);
        Activation activation = combination.activation;
        Loss loss = combination.loss;
        Activation output = loss.outputFor(activation);
        double learningRate = switch (combination.reduction) {
            case MEAN -> rate;
            case SUM -> rate / combination.batching.size;
        };
        return new NetworkSpec(
                3,
                List.of(
                        new LayerSpec(5, activation, true, init),
                        new LayerSpec(4, activation, false, init),
                        new LayerSpec(2, output, true, init)),
                loss,
                combination.reduction,
                optimizer(combination.kind, learningRate));
    }

    private static Optimizer optimizer(OptimizerKind kind, double learningRate) {
        // bpnn.py's M is the factor of a gradient, like a learning rate: the default 0.1 is too large for sums.
        return kind == OptimizerKind.BPNN_MOMENTUM
                ? new BpnnMomentum(learningRate, 0.8 * learningRate)
                : kind.createDefault(learningRate);
    }

    private static Examples examples(Loss loss) {
        PythonRandom random = new PythonRandom(11);
        double[][] inputs = new double[10][3];
        double[][] targets = new double[10][2];
        for (int e = 0; e < 10; e++) {
            for (int i = 0; i < 3; i++) {
                inputs[e][i] = random.uniform(-1.5, 1.5);
            }
            for (int j = 0; j < 2; j++) {
                double target = random.uniform(0.0, 1.0);
                targets[e][j] = loss == Loss.HINGE ? (target < 0.5 ? -1.0 : 1.0) : target;
            }
        }
        return Examples.of(inputs, targets);
    }
}
