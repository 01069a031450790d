package lockstep.upkeep;

import java.util.List;
import lockstep.model.Batches;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.model.Trial;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;

/** Small runs of everything that a config can ask for, each drawn from Python's generator by a seed of its own. */
public final class RandomRuns {

    /** The most inputs and units. */
    static final int WIDEST = 12;

    private final RandomOptimizers optimizers;
    private final Engines scalar;
    private final int steps;

    /**
     * @param kinds the optimizers that are drawn from
     * @param scalar makes the networks on which a run is tried
     * @param steps how many a run has to be able to make
     */
    public RandomRuns(List<OptimizerKind> kinds, Engines scalar, int steps) {
        this.optimizers = new RandomOptimizers(kinds);
        this.scalar = scalar;
        this.steps = steps;
    }

    /**
     * The run of a seed. One on which the scalar network overflows says nothing, and one on which DL4J's softmax is not a
     * number says nothing new: then another is drawn, from the same seed.
     */
    public Run of(long seed) {
        Draws draws = new Draws(new PythonRandom(seed));
        Run run = draw(seed, draws);
        while (!Trial.staysFinite(run, scalar, steps) || SoftmaxOfBatch.isLost(run, scalar, steps)) {
            run = draw(seed, draws);
        }
        return run;
    }

    private Run draw(long seed, Draws draws) {
        int inputs = draws.between(1, WIDEST);
        Loss loss = draws.oneOf(Loss.values());
        List<LayerSpec> layers = RandomLayers.draw(draws, inputs, loss);
        Optimizer optimizer = optimizers.draw(draws);
        NetworkSpec network = new NetworkSpec(inputs, layers, loss, draws.oneOf(Reduction.values()), optimizer);
        Examples examples = RandomExamples.draw(draws, inputs, network.outputs(), loss);
        int batchSize = draws.oneOf(1, examples.size(), draws.between(1, examples.size()));
        int stepsPerEpoch = new Batches(examples, batchSize, null).perEpoch();
        boolean scheduled = OptimizerKind.of(optimizer).hasLearningRate() && draws.chance(0.4);
        Schedule schedule = scheduled ? RandomSchedules.draw(draws) : Schedule.CONSTANT;
        boolean shuffle = draws.chance(0.5);
        long start = draws.between(0, 999_999);
        Heuristics heuristics = new Heuristics(draws.chance(0.1) ? 0.1 : 0.0, draws.chance(0.1) ? 0.1 : 0.0);
        return new Run(
                "seed_" + seed,
                network.withSchedule(schedule, stepsPerEpoch).withHeuristics(heuristics),
                examples,
                batchSize,
                shuffle,
                start);
    }
}
