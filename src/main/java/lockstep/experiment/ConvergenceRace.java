package lockstep.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * Which optimizer reaches a target loss in the fewest epochs, over many seeds. Under one seed every optimizer starts from the
 * same weights and sees the same order of examples.
 *
 * <p>A race is a list of independent {@link RaceJob}s. Which thread does which, and when, changes no number.
 */
public final class ConvergenceRace {

    private final double targetLoss;
    private final int epochs;
    private final int seeds;
    private final int threads;

    /**
     * @param targetLoss a run has converged when the loss over all its examples is at most this
     * @param epochs how many epochs a run may take
     * @param seeds how many runs each optimizer makes: with the seed of its {@link Run}, and the integers after it
     * @param threads how many runs are trained at a time
     */
    public ConvergenceRace(double targetLoss, int epochs, int seeds, int threads) {
        if (!(targetLoss >= 0.0)) {
            throw new IllegalArgumentException("target loss is " + targetLoss + "; expected a number, 0 or above");
        }
        this.targetLoss = targetLoss;
        this.epochs = atLeastOne("epochs", epochs);
        this.seeds = atLeastOne("seeds", seeds);
        this.threads = atLeastOne("threads", threads);
    }

    /** How much a {@link Progress} is told of in one {@link #run} of so many optimizers. */
    public int work(int optimizers) {
        return optimizers * seeds;
    }

    /**
     * Runs the race.
     *
     * @param runs one per optimizer
     * @param engine makes an engine for each job; it is called, and the engine used and closed, on the job's thread
     * @param progress told of each job as it is finished, on the calling thread
     * @throws RaceInterrupted if progress threw a {@link CancellationException}, or the calling thread was interrupted
     *     (which it no longer is then); it has what was finished
     * @throws IllegalStateException if an engine threw something, which is the cause
     */
    public Race run(List<Run> runs, Function<NetworkSpec, ? extends Engine> engine, Progress progress) {
        List<RaceJob> jobs = jobs(runs);
        @Nullable RaceResult[] results = new RaceResult[jobs.size()];
        if (jobs.isEmpty()) {
            return race(results);
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, jobs.size()));
        @Nullable Exception interruption = null;
        try {
            train(jobs, results, engine, pool, progress);
        } catch (CancellationException | InterruptedException e) {
            interruption = e;
        } finally {
            end(pool);
        }
        if (interruption != null) {
            throw new RaceInterrupted(race(results), interruption);
        }
        return race(results);
    }

    /** The jobs of the first run with all its seeds, then those of the second: so the first are complete early. */
    private List<RaceJob> jobs(List<Run> runs) {
        List<RaceJob> jobs = new ArrayList<>();
        for (Run run : runs) {
            for (int s = 0; s < seeds; s++) {
                jobs.add(new RaceJob(run.withSeed(run.seed() + s), targetLoss, epochs));
            }
        }
        return jobs;
    }

    private static void train(
            List<RaceJob> jobs,
            @Nullable RaceResult[] results,
            Function<NetworkSpec, ? extends Engine> engine,
            ExecutorService pool,
            Progress progress)
            throws InterruptedException {
        var finished = new ExecutorCompletionService<RaceResult>(pool);
        for (int j = 0; j < results.length; j++) {
            int number = j;
            finished.submit(() -> results[number] = jobs.get(number).run(engine));
        }
        for (int count = 0; count < results.length; count++) {
            try {
                finished.take().get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IllegalStateException failure ? failure : new IllegalStateException(e);
            }
            progress.advance(1);
        }
    }

    /** Stops jobs that are still running, which they notice within an epoch, and waits until none is. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true; // once more does not make it faster
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The race of those optimizers that have a result for each seed. */
    private Race race(@Nullable RaceResult[] results) {
        List<RaceResult> complete = new ArrayList<>();
        List<RaceSummary> summaries = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        for (int from = 0; from < results.length; from += seeds) {
            List<RaceResult> ofOne = Arrays.stream(results, from, from + seeds)
                    .filter(Objects::nonNull)
                    .toList();
            if (ofOne.size() == seeds) {
                complete.addAll(ofOne);
                summaries.add(RaceSummary.of(ofOne));
                curves.add(Curve.of(ofOne));
            }
        }
        return new Race(complete, summaries, curves);
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; expected at least 1");
        }
        return value;
    }
}
