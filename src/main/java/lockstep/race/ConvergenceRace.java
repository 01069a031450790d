package lockstep.race;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.work.Progress;
import lockstep.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Which optimizer reaches a target in the fewest epochs, over many seeds. Under one seed every optimizer starts from the same
 * weights and sees the same order of examples.
 *
 * <p>A race is a list of independent {@link RaceJob}s. Which thread does which, and when, changes no number.
 */
public final class ConvergenceRace {

    /** Curves are made of the first so many seeds: their quartiles no longer change, and all losses of each are in memory. */
    static final int SEEDS_WITH_CURVES = 1000;

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

    /** How much a {@link Progress} is told of in one {@link #run} of so many optimizers. */
    public int work(int optimizers) {
        return Math.multiplyExact(optimizers, seeds);
    }

    /** A race that nobody goes on with if it is killed. */
    public Race run(List<Run> runs, Function<NetworkSpec, ? extends Engine> engine, Progress progress) {
        return run(runs, engine, Journal.NONE, progress);
    }

    /**
     * Runs the race.
     *
     * @param runs one per optimizer
     * @param engine makes an engine for each job; it is called, and the engine used and closed, on the job's thread
     * @param journal has the jobs that need not be done again, and is told of the others as they are finished
     * @param progress told of each job as it is finished, on the calling thread
     * @throws RaceInterrupted if progress threw a {@link CancellationException}, or the calling thread was interrupted
     *     (which it no longer is then); it has what was finished
     * @throws IllegalStateException if an engine threw something, which is the cause
     */
    public Race run(
            List<Run> runs, Function<NetworkSpec, ? extends Engine> engine, Journal journal, Progress progress) {
        return runEach(runs, run -> engine, journal, progress);
    }

    /**
     * The same with engines of each run's own.
     *
     * @param engine what makes a run's
     */
    public Race runEach(
            List<Run> runs,
            Function<Run, Function<NetworkSpec, ? extends Engine>> engine,
            Journal journal,
            Progress progress) {
        List<Heat> heats = new ArrayList<>();
        runs.forEach(run -> heats.add(new Heat(run, journal.section(run, goal))));
        // The jobs of the first run with all its seeds, then those of the second: so the first are complete early.
        Workers<RaceResult> workers =
                new Workers<>(threads, number -> heats.get(number / seeds).result(number % seeds, engine));
        try {
            workers.run(work(runs.size()), (number, result) -> {
                heats.get(number / seeds).add(number % seeds, result);
                progress.advance(1);
            });
        } catch (CancellationException | InterruptedException e) {
            throw new RaceInterrupted(race(heats), e);
        }
        return race(heats);
    }

    /** The race of those optimizers that have a result for each seed. */
    private static Race race(List<Heat> heats) {
        List<SeedResults> complete = new ArrayList<>();
        List<RaceSummary> summaries = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        for (Heat heat : heats) {
            if (heat.curve != null) {
                complete.add(heat.results);
                summaries.add(RaceSummary.of(heat.results));
                curves.add(heat.curve);
            }
        }
        return new Race(SeedResults.joined(complete), summaries, curves);
    }

    /** One optimizer's jobs. */
    private final class Heat {

        private final Journal.Section journal;
        private final SeedResults results;
        private @Nullable RaceResult[] withCurves = new RaceResult[Math.min(seeds, SEEDS_WITH_CURVES)];
        private int finished;
        private @Nullable Curve curve; // as soon as there are all the results

        Heat(Run run, Journal.Section journal) {
            this.journal = journal;
            this.results = new SeedResults(run, goal, seeds);
        }

        /** The result of a job: remembered, or else made. */
        RaceResult result(int seed, Function<Run, Function<NetworkSpec, ? extends Engine>> engine) {
            RaceJob job = results.job(seed);
            return journal.find(job).orElseGet(() -> {
                RaceResult result = job.run(engine.apply(job.run()));
                journal.add(result);
                return result;
            });
        }

        void add(int seed, RaceResult result) {
            results.put(seed, result);
            if (seed < withCurves.length) {
                withCurves[seed] = result;
            }
            finished++;
            if (finished == seeds) {
                curve = Curve.of(withCurves());
                withCurves = new RaceResult[0];
            }
        }

        @SuppressWarnings("NullAway") // none is null any more
        private List<RaceResult> withCurves() {
            return Arrays.asList(withCurves);
        }
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; expected at least 1");
        }
        return value;
    }
}
