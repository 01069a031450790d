package lockstep.session;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import lockstep.config.ExperimentConfig;
import lockstep.jobs.ConfigJobs;
import lockstep.jobs.Slice;
import lockstep.race.JobList;
import lockstep.race.Tuning;
import lockstep.race.ranking.Tuned;
import lockstep.results.JobJournal;
import lockstep.words.SessionWords;
import lockstep.work.Interruption;
import lockstep.work.Progress;

/**
 * A share of one config's jobs, done on its own and kept in a journal of its own: of the tuning until its folder has the whole
 * tuning, and then of the race. {@link Merge} puts the shares together.
 */
public final class Shard {

    private final Task task;
    private final Slice slice;

    public Shard(Task task, Slice slice) {
        this.task = task;
        this.slice = slice;
    }

    /**
     * Does those of its jobs that are not done yet.
     *
     * @return what was done, in a sentence or two
     */
    public List<String> work(Machines machines, Interruption interruption, Watcher watcher) {
        String name = task.config().name();
        try (JobJournal journal = task.folder().shard(ResumableRace.title(task.config(), slice.toString()))) {
            ResumableRace.notice(task.config(), journal).ifPresent(watcher::notice);
            ExperimentConfig config = tuned();
            JobList jobs = ConfigJobs.of(config);
            BitSet done = new BitSet();
            journal.replay(jobs, (number, result) -> done.set(number));
            int before = done.cardinality();
            int[] left = IntStream.range(0, jobs.size())
                    .filter(number -> slice.has(number) && !done.get(number))
                    .toArray();
            try (Progress.Shown line =
                    watcher.show(name + ": " + jobs.name() + ", shard " + slice + ", run", left.length)) {
                interruption.during(() -> {
                    machines.doing(config).run(jobs, left, journal, (number, result) -> {
                        done.set(number);
                        line.advance(1);
                    });
                    return jobs;
                });
            } catch (CancellationException e) {
                // What is done is kept, and said.
            }
            return SessionWords.shard(
                    name, slice.toString(), jobs.name(), done.cardinality(), slice.share(jobs.size()), before);
        }
    }

    /** The config to go on with: that of the race where its tuning has been merged, or there is none. */
    private ExperimentConfig tuned() {
        ExperimentConfig config = task.config();
        if (!ConfigJobs.isSearched(config)) {
            return config;
        }
        try (JobJournal merged = task.folder().journal(ResumableRace.title(config, ""))) {
            List<Tuned> tuned = Tuning.run(ConfigJobs.of(config), JobList.Executor.NONE, merged, Progress.NONE);
            return config.tuned(new Results(task.file(), config, Candidate.dl4j())
                    .withTuned(tuned)
                    .runs());
        } catch (CancellationException e) {
            return config;
        }
    }
}
