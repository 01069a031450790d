package lockstep.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.work.Progress;

/**
 * Which optimizer reaches a target in the fewest epochs, over many seeds. Under one seed every optimizer starts from the same
 * weights and sees the same order of examples.
 *
 * <p>A race is a list of independent {@link RaceJob}s. Which thread does which, and when, changes no number.
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

    /** How much work a {@link Progress} sees in one {@link #run} of this many optimizers. */
    public int work(int optimizers) {
        return Math.multiplyExact(optimizers, seeds);
    }

    /** A race that cannot be resumed if it is killed. */
    public Race run(List<Run> runs, Engines.PerRun engines, Progress progress) {
        return run(runs, engines, Journal.NONE, progress);
    }

    /**
     * Runs the race.
     *
     * @param runs one per optimizer
     * @param engines makes an engine for each job; it is called, and the engine used and closed, on the job's thread
     * @param journal holds the jobs that are done already, and receives the others as they finish
     * @param progress receives each job as it finishes, on the calling thread
     * @throws RaceInterrupted if progress threw a {@link CancellationException}, or the calling thread was interrupted (its
     *     flag is then cleared); it has the optimizers that were finished
     * @throws IllegalStateException if an engine threw something, which is the cause
     */
    public Race run(List<Run> runs, Engines.PerRun engines, Journal journal, Progress progress) {
        int curves = Math.min(seeds, SEEDS_WITH_CURVES);
        List<Lane> lanes = runs.stream()
                .map(run -> new Lane(run, goal, seeds, curves, journal))
                .toList();
        try {
            Lane.runAll(lanes, seeds, threads, engines, progress);
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
