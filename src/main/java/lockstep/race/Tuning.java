package lockstep.race;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.parity.Trial;
import lockstep.work.Progress;
import lockstep.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Tries the settings of each optimizer on the same few seeds and takes the best. Its figure on those seeds is too good, as
 * luck helped to choose it: so the race runs it again, on seeds that the tuning has not seen.
 */
public final class Tuning {

    private final Goal goal;
    private final long firstSeed;
    private final int seeds;
    private final int threads;

    /**
     * @param goal that of the race
     * @param firstSeed the seeds are this and the integers after it
     * @param seeds how many runs each setting makes
     * @param threads how many runs are trained at a time
     */
    public Tuning(Goal goal, long firstSeed, int seeds, int threads) {
        if (seeds < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "seeds is " + seeds + " and threads is " + threads + "; expected at least 1 of each");
        }
        this.goal = goal;
        this.firstSeed = firstSeed;
        this.seeds = seeds;
        this.threads = threads;
    }

    /** How much a {@link Progress} is told of. */
    public int work(List<Contender> contenders) {
        int settings = contenders.stream()
                .filter(Contender::isSearched)
                .mapToInt(contender -> contender.settings().size())
                .sum();
        return Math.multiplyExact(settings, seeds);
    }

    /**
     * Tunes those that are to be {@linkplain Contender#isSearched searched}.
     *
     * @param engine makes an engine for each job; it is called, and the engine used and closed, on the job's thread
     * @return one per contender that was searched, in their order
     * @throws CancellationException if progress threw it, or the calling thread was interrupted
     * @throws IllegalStateException if an engine threw something, which is the cause
     */
    public List<Tuned> run(
            List<Contender> contenders,
            Function<NetworkSpec, ? extends Engine> engine,
            Journal journal,
            Progress progress) {
        return runEach(contenders, run -> engine, journal, progress);
    }

    /**
     * The same with engines of each run's own.
     *
     * @param engine what makes a run's
     */
    public List<Tuned> runEach(
            List<Contender> contenders,
            Function<Run, Function<NetworkSpec, ? extends Engine>> engine,
            Journal journal,
            Progress progress) {
        List<Contender> searched =
                contenders.stream().filter(Contender::isSearched).toList();
        List<Trial> trials = new ArrayList<>();
        for (Contender contender : searched) {
            contender.settings().forEach(run -> trials.add(new Trial(run, journal.section(run, goal))));
        }
        Workers<RaceResult> workers =
                new Workers<>(threads, number -> trials.get(number / seeds).result(number % seeds, engine));
        try {
            workers.run(trials.size() * seeds, (number, result) -> {
                trials.get(number / seeds).add(number % seeds, result);
                progress.advance(1);
            });
        } catch (InterruptedException e) {
            CancellationException cancellation = new CancellationException("the tuning was interrupted");
            cancellation.initCause(e);
            throw cancellation;
        }
        List<Tuned> tuned = new ArrayList<>();
        int next = 0;
        for (Contender contender : searched) {
            List<SettingResult> settings = new ArrayList<>();
            for (int s = 0; s < contender.settings().size(); s++) {
                settings.add(trials.get(next++).summary());
            }
            tuned.add(Tuned.of(contender.label(), settings));
        }
        return tuned;
    }

    /** One setting's jobs. */
    private final class Trial {

        private final Run run;
        private final Journal.Section journal;
        private @Nullable RaceResult @Nullable [] results = new RaceResult[seeds];
        private int finished;
        private @Nullable SettingResult summary;

        Trial(Run run, Journal.Section journal) {
            this.run = run;
            this.journal = journal;
        }

        RaceResult result(int seed, Function<Run, Function<NetworkSpec, ? extends Engine>> engine) {
            RaceJob job = new RaceJob(run.withSeed(firstSeed + seed), goal, false);
            return journal.find(job).orElseGet(() -> {
                RaceResult result = job.run(engine.apply(job.run()));
                journal.add(result);
                return result;
            });
        }

        @SuppressWarnings("NullAway") // once all are finished none is null any more
        void add(int seed, RaceResult result) {
            results[seed] = result;
            finished++;
            if (finished == seeds) {
                summary = SettingResult.of(Arrays.asList(results));
                results = null;
            }
        }

        SettingResult summary() {
            if (summary == null) {
                throw new IllegalStateException("not all runs of " + run + " are finished");
            }
            return summary;
        }
    }
}
