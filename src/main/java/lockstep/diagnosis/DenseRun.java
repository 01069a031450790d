package lockstep.diagnosis;

import java.util.List;
import java.util.function.UnaryOperator;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;

/**
 * The run of {@code configs/dense.yaml}, where every fault shows by the third step: several outputs, a square layer, two kinds of
 * activation, biases everywhere, batches of 2 with one example left over.
 */
public final class DenseRun {

    private static final double[][] INPUTS = {
        {0.3, -0.7, 0.2}, {-0.5, 0.4, 0.9}, {0.8, 0.1, -0.6}, {-0.2, -0.9, 0.5}, {0.6, 0.7, -0.1}
    };
    private static final double[][] TARGETS = {
        {0.5, -0.3, 0.1, 0.7},
        {-0.4, 0.6, 0.2, -0.1},
        {0.3, 0.1, -0.6, 0.4},
        {-0.7, -0.2, 0.5, 0.3},
        {0.2, 0.8, -0.4, -0.5}
    };

    private static final double[][] CLASSES = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {1, 0, 0, 0}};

    private DenseRun() {}

    public static Run with(Optimizer optimizer) {
        return with(optimizer, layer -> layer, Schedule.CONSTANT);
    }

    /** The same with penalties or clipping in every layer, and a schedule. */
    public static Run with(Optimizer optimizer, UnaryOperator<LayerSpec> more, Schedule schedule) {
        Init init = new Init.Uniform(-0.5, 0.5);
        List<LayerSpec> layers = List.of(
                more.apply(new LayerSpec(4, Activation.SIGMOID, true, init)),
                more.apply(new LayerSpec(4, Activation.TANH, true, init)));
        NetworkSpec network =
                new NetworkSpec(3, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer, schedule, 3);
        return new Run("momentum", network, Examples.of(INPUTS, TARGETS), 2, false, 1);
    }

    /**
     * The run of {@code configs/dense-softmax.yaml}, for the faults that need softmax, a leaky ReLU, shuffled examples, a
     * schedule, clipping and penalties of all kinds.
     */
    public static Run softmax(Optimizer optimizer) {
        return softmax(optimizer, Loss.HALF_SQUARED_ERROR);
    }

    /** That of {@code configs/dense-cross-entropy.yaml}, with its loss. */
    public static Run softmax(Optimizer optimizer, Loss loss) {
        Init init = new Init.Uniform(-0.5, 0.5);
        Clipping clipping = new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 0.1);
        List<LayerSpec> layers = List.of(
                new LayerSpec(4, Activation.LEAKY_RELU, true, init)
                        .withPenalties(new Penalty(0.01, 0.02, 0.0), new Penalty(0.0, 0.03, 0.0)),
                new LayerSpec(4, Activation.SOFTMAX, true, init)
                        .withPenalties(new Penalty(0.0, 0.0, 0.02), Penalty.NONE)
                        .withClipping(clipping));
        boolean hasRate = OptimizerKind.of(optimizer).hasLearningRate();
        NetworkSpec network = new NetworkSpec(
                3,
                layers,
                loss,
                Reduction.MEAN,
                optimizer,
                hasRate ? new Schedule.Exponential(0.8, Schedule.By.STEP) : Schedule.CONSTANT,
                3);
        return new Run("softmax", network, Examples.of(INPUTS, CLASSES), 2, true, 1);
    }
}
