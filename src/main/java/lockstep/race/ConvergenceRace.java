package lockstep.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.race.job.Goal;
import lockstep.race.job.RaceJob;
import lockstep.race.ranking.Curve;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.work.Progress;

/**
 * Which optimizer reaches a target in the fewest epochs, over many seeds. Under one seed every optimizer starts from the same
 * weights and sees the same order of examples.
 *
 * <p>A race is a {@linkplain JobList list} of independent {@link RaceJob}s.
 */
public final class ConvergenceRace {

    /**
     * Curves are made of at most this many seeds: more hardly change the quartiles, and every loss of each is kept in memory.
     */
    private static final int SEEDS_WITH_CURVES = 1000;

    private final Goal goal;
    private final int seeds;
    private final int threads;

    /**
     * @param goal when a run is over
     * @param seeds how many runs each optimizer makes: with the seed of its {@link Run}, and the integers after it
     * @param threads how many runs are trained at a time
     */
    public ConvergenceRace(Goal goal, int seeds, int threads) {
        this.goal = goal;
        this.seeds = atLeastOne("seeds", seeds);
        this.threads = atLeastOne("threads", threads);
    }

    /** A race to one loss, in so many epochs at most. */
    public ConvergenceRace(double targetLoss, int epochs, int seeds, int threads) {
        this(new Goal(targetLoss, epochs), seeds, threads);
    }

    /**
     * The jobs of a race.
     *
     * @param runs one per optimizer
     * @param seeds as in the constructor
     */
    public static JobList jobs(List<Run> runs, Goal goal, int seeds) {
        return new JobList("race", runs, goal, seeds, Math.min(seeds, SEEDS_WITH_CURVES));
    }

    /** Runs a race on this machine that cannot be resumed if it is killed; otherwise as the other. */
    public Race run(List<Run> runs, Engines.PerRun engines, Progress progress) {
        return run(jobs(runs, goal, seeds), JobList.threads(threads, engines), Journal.NONE, progress);
    }

    /**
     * Runs a race.
     *
     * @param jobs those of its optimizers
     * @param executor does those that are not in the journal
     * @param journal holds the jobs that are done already, and receives the others as they finish
     * @param progress receives each job as it finishes, on the calling thread
     * @throws RaceInterrupted if progress threw a {@link CancellationException}, or the calling thread was interrupted (its
     *     flag is then cleared); it has the optimizers that were finished
     * @throws IllegalStateException if an engine threw something, which is the cause
     */
    public static Race run(JobList jobs, JobList.Executor executor, Journal journal, Progress progress) {
        List<Lane> lanes = Lane.of(jobs);
        try {
            Lane.runAll(lanes, jobs, executor, journal, progress);
        } catch (CancellationException e) {
            throw new RaceInterrupted(race(lanes), e);
        }
        return race(lanes);
    }

    /** The race of those optimizers that have a result for each seed. */
    private static Race race(List<Lane> lanes) {
        List<SeedResults> complete = new ArrayList<>();
        List<RaceSummary> summaries = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        for (Lane lane : lanes) {
            lane.curve().ifPresent(curve -> {
                complete.add(lane.results());
                summaries.add(RaceSummary.of(lane.results()));
                curves.add(curve);
            });
        }
        return new Race(SeedResults.joined(complete), summaries, curves);
    }

    static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; expected at least 1");
        }
        return value;
    }
}
