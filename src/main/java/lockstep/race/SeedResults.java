package lockstep.race;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import lockstep.model.Run;
import lockstep.race.job.Goal;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.job.TestResult;

/**
 * The results of one optimizer with every seed, without their curves. They are kept as columns of numbers, some 30 bytes a job,
 * and a result is made from them each time it is asked for, so that a race's memory hardly grows with its seeds.
 */
final class SeedResults extends AbstractList<RaceResult> implements RandomAccess {

    private static final byte CONVERGED = 1;
    private static final byte OUT_OF_BUDGET = 2;
    private static final byte DIVERGED = 3;
    private static final double[] NO_CURVE = {};

    private final Run run;
    private final Goal goal;
    private final int curves;
    private final byte[][] endings; // for each target; 0 until there is a result
    private final int[][] epochs;
    private final long[] steps;
    private final long[] presentations;
    private final double[] finalLosses;
    private final double[] testLosses; // where examples are held out
    private final double[] accuracies;

    /**
     * @param run with the first of the seeds, which are consecutive
     * @param curves how many of the jobs, from the first, keep their curves
     */
    SeedResults(Run run, Goal goal, int seeds, int curves) {
        int targets = goal.targets().size();
        int tests = run.test().isPresent() ? seeds : 0;
        this.run = run;
        this.goal = goal;
        this.curves = curves;
        this.endings = new byte[targets][seeds];
        this.epochs = new int[targets][seeds];
        this.steps = new long[seeds];
        this.presentations = new long[seeds];
        this.finalLosses = new double[seeds];
        this.testLosses = new double[tests];
        this.accuracies = new double[tests];
    }

    /** The job with the seed of this number, from 0. */
    RaceJob job(int seed) {
        return new RaceJob(run.withSeed(run.seed() + seed), goal, seed < curves);
    }

    /** Keeps a result without its curves. */
    void put(int seed, RaceResult result) {
        for (int target = 0; target < endings.length; target++) {
            Outcome outcome = result.outcomes().get(target);
            endings[target][seed] = ending(outcome);
            epochs[target][seed] = outcome.epochs();
        }
        steps[seed] = result.steps();
        presentations[seed] = result.presentations();
        finalLosses[seed] = result.finalLoss();
        result.test().ifPresent(test -> {
            testLosses[seed] = test.finalLoss();
            accuracies[seed] = test.finalAccuracy();
        });
    }

    @Override
    public RaceResult get(int seed) {
        List<Outcome> outcomes = new ArrayList<>(endings.length);
        for (int target = 0; target < endings.length; target++) {
            outcomes.add(outcome(endings[target][seed], epochs[target][seed]));
        }
        return new RaceResult(
                job(seed),
                outcomes,
                steps[seed],
                presentations[seed],
                finalLosses[seed],
                NO_CURVE,
                testLosses.length == 0
                        ? Optional.empty()
                        : Optional.of(new TestResult(NO_CURVE, NO_CURVE, testLosses[seed], accuracies[seed])));
    }

    @Override
    public int size() {
        return steps.length;
    }

    private static byte ending(Outcome outcome) {
        if (outcome instanceof Outcome.Converged) {
            return CONVERGED;
        }
        return outcome instanceof Outcome.OutOfBudget ? OUT_OF_BUDGET : DIVERGED;
    }

    private static Outcome outcome(byte ending, int epochs) {
        return switch (ending) {
            case CONVERGED -> new Outcome.Converged(epochs);
            case OUT_OF_BUDGET -> new Outcome.OutOfBudget(epochs);
            case DIVERGED -> new Outcome.Diverged(epochs);
            default -> throw new IllegalStateException("this job has no result yet");
        };
    }

    /** Several optimizers' results one after another, each with the same number of seeds. */
    static List<RaceResult> joined(List<SeedResults> optimizers) {
        return new Joined(optimizers);
    }

    private static final class Joined extends AbstractList<RaceResult> implements RandomAccess {

        private final List<SeedResults> optimizers;

        Joined(List<SeedResults> optimizers) {
            this.optimizers = optimizers;
        }

        @Override
        public RaceResult get(int number) {
            int seeds = optimizers.get(0).size();
            return optimizers.get(number / seeds).get(number % seeds);
        }

        @Override
        public int size() {
            return optimizers.isEmpty()
                    ? 0
                    : optimizers.size() * optimizers.get(0).size();
        }
    }
}
