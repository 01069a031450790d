package lockstep.race;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import lockstep.model.Run;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.Curve;
import lockstep.work.Progress;
import lockstep.work.Workers;
import org.jspecify.annotations.Nullable;

/** One optimizer at one setting, with each of its seeds: their results as they come. */
final class Lane {

    private final SeedResults results;
    private @Nullable RaceResult[] withCurves;
    private int finished;
    private Optional<Curve> curve = Optional.empty();

    private Lane(JobList jobs, Run run) {
        this.results = new SeedResults(run, jobs.goal(), jobs.seeds(), jobs.curves());
        this.withCurves = new RaceResult[jobs.curves()];
    }

    /** The lanes of all the jobs, one per run. */
    static List<Lane> of(JobList jobs) {
        return jobs.runs().stream().map(run -> new Lane(jobs, run)).toList();
    }

    /**
     * Takes from the journal what is done, and has the rest done.
     *
     * @throws CancellationException as {@link JobList.Executor#run} does; the lanes keep the finished results
     */
    static void runAll(List<Lane> lanes, JobList jobs, JobList.Executor executor, Journal journal, Progress progress) {
        BitSet done = new BitSet();
        Workers.Finished<RaceResult> taken = (number, result) -> {
            if (!done.get(number)) {
                done.set(number);
                lanes.get(number / jobs.seeds()).add(number % jobs.seeds(), result);
                progress.advance(1);
            }
        };
        journal.replay(jobs, (number, result) -> {
            if (result.isOfItsJob()) { // else whoever wrote it has another program
                taken.accept(number, result);
            }
            if (Thread.interrupted()) {
                throw new CancellationException();
            }
        });
        int[] left = IntStream.range(0, jobs.size())
                .filter(number -> !done.get(number))
                .toArray();
        executor.run(jobs, left, journal, taken);
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
