package lockstep.diagnosis;

import java.util.List;
import java.util.function.UnaryOperator;
import lockstep.fault.Faults;
import lockstep.fault.FaultyNetwork;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.Optimizer;

/**
 * The run of {@code configs/dense.yaml}, where every fault shows by the third step: several outputs, a square layer, two kinds of
 * activation, biases everywhere, batches of 2 with one example left over.
 */
public final class DenseRun {

    private static final int STEPS = 20;

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

    /** Whether the losses on this run tell apart two programs with the optimizer of a given run. */
    static boolean tellsApart(Run run, Faults a, Faults b) {
        Course course = new Course(with(run.network().optimizer()), STEPS);
        return !Causes.same(
                course.losses(new FaultyNetwork(course.run().network(), a), STEPS),
                course.losses(new FaultyNetwork(course.run().network(), b), STEPS));
    }
}
