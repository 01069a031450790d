package lockstep.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.Adabelief;
import lockstep.optim.Adadelta;
import lockstep.optim.Adagrad;
import lockstep.optim.Adam;
import lockstep.optim.Adamax;
import lockstep.optim.Amsgrad;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nadam;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Rmsprop;
import lockstep.optim.Sgd;

/** Small runs of every kind, drawn from Python's generator. */
public final class SmallRuns {

    static final List<Optimizer> OPTIMIZERS = List.of(
            new Sgd(0.3),
            new Momentum(0.1, 0.8),
            new BpnnMomentum(0.2, 0.1),
            new Nesterov(0.05, 0.9),
            new Adagrad(0.1),
            new Rmsprop(0.01),
            new Adadelta(),
            new Adam(0.02),
            new Adamax(0.02),
            new Nadam(0.001),
            new Amsgrad(0.02),
            new Adabelief(0.01));

    /**
     * Without jumps in a derivative that training meets again and again: where a loss has its least value at a kink, as the
     * absolute error has, one rounding decides whether a step goes up or down.
     */
    private static final Activation[] ACTIVATIONS = {
        Activation.IDENTITY, Activation.SIGMOID, Activation.TANH, Activation.RELU
    };

    private static final Loss[] LOSSES = {Loss.HALF_SQUARED_ERROR, Loss.MEAN_SQUARED_ERROR};

    private static final Penalty[] PENALTIES = {
        Penalty.NONE, Penalty.NONE, new Penalty(0.01, 0.02, 0.0), new Penalty(0.0, 0.0, 0.03)
    };
    private static final Clipping[] CLIPPINGS = {
        Clipping.NONE, Clipping.NONE, new Clipping(Clipping.Mode.CLIP_L2_PER_PARAM_TYPE, 0.1)
    };
    private static final Clipping[] ALL_CLIPPINGS = {
        Clipping.NONE,
        Clipping.NONE,
        Clipping.NONE,
        Clipping.NONE,
        new Clipping(Clipping.Mode.CLIP_L2_PER_PARAM_TYPE, 0.1),
        new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 0.5),
        new Clipping(Clipping.Mode.CLIP_ELEMENT_WISE_ABSOLUTE_VALUE, 0.1),
        Clipping.of(Clipping.Mode.RENORMALIZE_L2_PER_LAYER),
        Clipping.of(Clipping.Mode.RENORMALIZE_L2_PER_PARAM_TYPE)
    };
    private static final Schedule[] SCHEDULES = {
        Schedule.CONSTANT, Schedule.CONSTANT, new Schedule.Exponential(0.9, Schedule.By.EPOCH)
    };

    private SmallRuns() {}

    /** The run of a number: one to three layers of one to five units, one to seven examples. */
    public static Run of(int number) {
        return of(number, new Kinds(ACTIVATIONS, LOSSES, CLIPPINGS));
    }

    /** The same with every activation, every loss, in pairs that make sense, and every way of clipping. */
    public static Run ofEveryKind(int number) {
        return of(number, new Kinds(Activation.values(), Loss.values(), ALL_CLIPPINGS));
    }

    /**
     * The same with tenths for weights and halves for data, as people choose them: their sums meet the kinks of activations and
     * losses, one program's exactly and another's but for a rounding.
     */
    public static Run ofRoundNumbers(int number) {
        Run run = ofEveryKind(number);
        NetworkSpec network = run.network();
        double[] drawn = run.start().weights();
        double[] weights = rounded(drawn, 10.0);
        List<LayerSpec> layers = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            LayerSpec layer = network.layers().get(l);
            double[][] rows = new double[layer.rows(network.inputsOf(l))][];
            for (int i = 0; i < rows.length; i++) {
                int from = network.offset(l) + i * layer.units();
                rows[i] = Arrays.copyOfRange(weights, from, from + layer.units());
            }
            layers.add(new LayerSpec(layer.units(), layer.activation(), layer.bias(), new Init.Values(rows))
                    .withPenalties(layer.weightPenalty(), layer.biasPenalty())
                    .withClipping(layer.clipping()));
        }
        NetworkSpec round = new NetworkSpec(
                network.inputs(),
                layers,
                network.loss(),
                network.reduction(),
                network.optimizer(),
                network.schedule(),
                network.stepsPerEpoch());
        Examples examples = run.examples();
        Examples halves = new Examples(
                examples.size(),
                examples.inputs(),
                examples.outputs(),
                rounded(examples.inputValues(), 2.0),
                rounded(examples.targetValues(), 2.0));
        return new Run("round " + run.label(), round, halves, run.batchSize(), run.shuffle(), run.seed());
    }

    private static double[] rounded(double[] values, double parts) {
        return Arrays.stream(values)
                .map(value -> Math.round(value * parts) / parts)
                .toArray();
    }

    /** What a run may have. */
    private record Kinds(Activation[] activations, Loss[] losses, Clipping[] clippings) {}

    private static Run of(int number, Kinds kinds) {
        PythonRandom random = new PythonRandom(number);
        int inputs = 1 + below(random, 4);
        int layers = 1 + below(random, 3);
        List<LayerSpec> specs = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            LayerSpec spec = new LayerSpec(
                    1 + below(random, 5),
                    pick(random, kinds.activations),
                    below(random, 3) > 0,
                    new Init.Uniform(-0.7, 0.8));
            Penalty ofBiases = spec.bias() ? pick(random, PENALTIES) : Penalty.NONE;
            specs.add(
                    spec.withPenalties(pick(random, PENALTIES), ofBiases).withClipping(pick(random, kinds.clippings)));
        }
        NetworkSpec network = new NetworkSpec(
                inputs,
                specs,
                fitting(pick(random, kinds.losses), specs),
                pick(random, Reduction.values()),
                OPTIMIZERS.get(below(random, OPTIMIZERS.size())));
        int size = 1 + below(random, 7);
        int batchSize = 1 + below(random, size + 1);
        if (OptimizerKind.of(network.optimizer()).hasLearningRate()) {
            network = new NetworkSpec(
                    inputs,
                    specs,
                    network.loss(),
                    network.reduction(),
                    network.optimizer(),
                    pick(random, SCHEDULES),
                    (size - 1) / batchSize + 1);
        }
        double[] inputValues = values(random, size * inputs, -1.0, 1.0);
        double[] targetValues = values(random, size * network.outputs(), 0.0, 1.0);
        Examples examples = new Examples(size, inputs, network.outputs(), inputValues, targetValues);
        return new Run("run " + number, network, examples, batchSize, below(random, 2) == 0, number);
    }

    /** One weight, x = 1, t = 0, no activation: the loss is half the weight's square. */
    static Run oneWeight(Optimizer optimizer) {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, new Init.Uniform(0.5, 0.5));
        NetworkSpec network = new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
        return new Run("one weight", network, Examples.of(new double[][] {{1.0}}, new double[][] {{0.0}}), 1, false, 0);
    }

    private static <T> T pick(PythonRandom random, T[] from) {
        return from[below(random, from.length)];
    }

    /** The loss, or one that makes sense with the output layer where it does not. */
    private static Loss fitting(Loss loss, List<LayerSpec> layers) {
        Activation output = layers.get(layers.size() - 1).activation();
        return loss.objection(output).isEmpty() ? loss : Loss.SQUARED_ERROR;
    }

    static int below(PythonRandom random, int n) {
        return (int) (random.random() * n);
    }

    private static double[] values(PythonRandom random, int n, double low, double high) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.uniform(low, high);
        }
        return values;
    }
}
