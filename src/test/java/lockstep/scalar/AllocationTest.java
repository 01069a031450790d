package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
import lockstep.model.Schedule;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a race of millions of steps could spend its time collecting garbage, a few bytes a step. */
class AllocationTest {

    private static final int STEPS = 1000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Optimizer> optimizers() {
        return OptimizerKind.ALL.stream().map(kind -> kind.createDefault(0.1));
    }

    /** Shuffled mini-batches, a ragged last one, and the loss over all the examples now and then: a race's whole loop. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void aStepAllocatesNothing(Optimizer optimizer) {
        Init init = new Init.Uniform(-1.0, 1.0);
        List<LayerSpec> layers = List.of(
                new LayerSpec(3, Activation.TANH, true, init),
                new LayerSpec(3, Activation.SIGMOID, true, init)
                        .withPenalties(new Penalty(0.1, 0.1, 0.0), new Penalty(0.0, 0.0, 0.1)),
                new LayerSpec(2, Activation.RELU, true, init)
                        .withClipping(new Clipping(Clipping.Mode.CLIP_L2_PER_PARAM_TYPE, 0.1)),
                new LayerSpec(1, Activation.IDENTITY, false, init));
        Schedule schedule = new Schedule.Ramp(50, new Schedule.Table(new TreeMap<>(Map.of(9, 0.5)), Schedule.By.EPOCH));
        NetworkSpec unscheduled = new NetworkSpec(2, layers, Loss.MEAN_SQUARED_ERROR, Reduction.MEAN, optimizer);
        NetworkSpec spec =
                OptimizerKind.of(optimizer).hasLearningRate() ? unscheduled.withSchedule(schedule, 3) : unscheduled;
        Examples examples = Examples.of(
                new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0.5, 0.5}},
                new double[][] {{0}, {1}, {1}, {0}, {0.5}});
        PythonRandom random = new PythonRandom(1);
        ScalarNetwork network = new ScalarNetwork(spec);
        network.loadWeights(spec.drawWeights(random));
        Batches batches = new Batches(examples, 2, random);
        Batch all = examples.asBatch();

        // The JVM itself allocates now and then for this thread, when it loads a class or throws compiled code away; a
        // step
        // that allocates does so in every round.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            train(network, batches, all);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private static void train(ScalarNetwork network, Batches batches, Batch all) {
        for (int step = 0; step < STEPS; step++) {
            network.step(batches.next());
            network.loss(all);
        }
    }
}
