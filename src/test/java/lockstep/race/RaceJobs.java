package lockstep.race;

import java.util.ArrayList;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;

/** Jobs and runs for tests: XOR on bpnn.py's 2-2-1 network. */
public final class RaceJobs {

    public static final String LABEL = "sgd";

    /** The epochs of a run that failed. */
    public static final int BUDGET = 100;

    public static final int FAILED = -1;

    private RaceJobs() {}

    public static RaceJob of(long seed, int epochs) {
        return new RaceJob(run(LABEL, new Sgd(0.5), 1, seed), 0.01, epochs);
    }

    public static Run run(String label, Optimizer optimizer, int batchSize, long seed) {
        Examples xor =
                Examples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});
        List<LayerSpec> layers = List.of(
                new LayerSpec(2, Activation.TANH, true, new Init.Uniform(-0.2, 0.2)),
                new LayerSpec(1, Activation.TANH, false, new Init.Uniform(-2.0, 2.0)));
        NetworkSpec network = new NetworkSpec(2, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
        return new Run(label, network, xor, batchSize, false, seed);
    }

    /** Of an optimizer's results each. */
    @SafeVarargs
    public static Race race(List<RaceResult>... optimizers) {
        List<RaceResult> all = new ArrayList<>();
        List<RaceSummary> summaries = new ArrayList<>();
        for (List<RaceResult> results : optimizers) {
            all.addAll(results);
            summaries.add(RaceSummary.of(results));
        }
        return new Race(all, summaries, List.of());
    }

    /** One seed after another, with the epochs to the target or {@link #FAILED}. */
    public static List<RaceResult> results(String label, Optimizer optimizer, int... epochs) {
        List<RaceResult> results = new ArrayList<>();
        for (int e : epochs) {
            Outcome outcome = e == FAILED ? new Outcome.OutOfBudget(BUDGET) : new Outcome.Converged(e);
            RaceJob job = new RaceJob(run(label, optimizer, 1, results.size()), 0.01, BUDGET);
            results.add(new RaceResult(job, outcome, 1, 1, 0.5, new double[0]));
        }
        return results;
    }
}
