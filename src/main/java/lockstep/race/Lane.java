package lockstep.race;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.work.Progress;
import lockstep.work.Workers;
import org.jspecify.annotations.Nullable;

/** One optimizer at one setting, with each of its seeds: the jobs, and their results as they come. */
final class Lane {

    private final Journal.Section journal;
    private final SeedResults results;
    private @Nullable RaceResult[] withCurves;
    private int finished;
    private Optional<Curve> curve = Optional.empty();

    /**
     * @param run with the first of the seeds, which are consecutive
     * @param curves how many seeds, from the first, have their losses kept until the curve is made
     */
    Lane(Run run, Goal goal, int seeds, int curves, Journal journal) {
        this.journal = journal.section(run, goal);
        this.results = new SeedResults(run, goal, seeds, curves);
        this.withCurves = new RaceResult[curves];
    }

    /**
     * Runs the jobs that are not in the journal yet: all the seeds of the first lane, then of the second, so that the first
     * lanes are complete early.
     *
     * @param lanes each with this number of {@code seeds}
     * @throws java.util.concurrent.CancellationException as {@link Workers#run} does; the lanes keep the finished results
     */
    static void runAll(List<Lane> lanes, int seeds, int threads, Engines.PerRun engines, Progress progress) {
        new Workers(threads)
                .run(
                        Math.multiplyExact(lanes.size(), seeds),
                        number -> lanes.get(number / seeds).result(number % seeds, engines),
                        (number, result) -> {
                            lanes.get(number / seeds).add(number % seeds, result);
                            progress.advance(1);
                        });
    }

    /** The result of a job: from the journal, or computed now. */
    private RaceResult result(int seed, Engines.PerRun engines) {
        RaceJob job = results.job(seed);
        return journal.find(job).orElseGet(() -> {
            RaceResult result = job.run(engines.of(job.run()));
            journal.add(result);
            return result;
        });
    }

    @SuppressWarnings("NullAway") // once all are finished, no result is null
    private void add(int seed, RaceResult result) {
        results.put(seed, result);
        if (seed < withCurves.length) {
            withCurves[seed] = result;
        }
        finished++;
        if (finished == results.size() && withCurves.length > 0) {
            curve = Optional.of(Curve.of(Arrays.asList(withCurves)));
            withCurves = new RaceResult[0];
        }
    }

    /** One result for each seed that is finished. */
    SeedResults results() {
        return results;
    }

    /** The curve, once every seed is finished; empty if no losses are kept. */
    Optional<Curve> curve() {
        return curve;
    }
}
