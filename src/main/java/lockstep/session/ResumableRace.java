package lockstep.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.jobs.ConfigJobs;
import lockstep.jobs.Parcel;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.race.ConvergenceRace;
import lockstep.race.JobList;
import lockstep.race.RaceInterrupted;
import lockstep.race.StepTime;
import lockstep.race.Tuning;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.Tuned;
import lockstep.results.JobJournal;
import lockstep.results.JournalTitle;
import lockstep.results.ResultFolder;
import lockstep.words.SessionWords;
import lockstep.work.Interruption;
import lockstep.work.Progress;

/** The race of one config: the tuning first, where there is something to tune. One that was killed resumes where it stopped. */
final class ResumableRace implements AutoCloseable {

    private final Task task;
    private final Machines machines;
    private final Interruption interruption;
    private final Progress.Display progress;
    private final JobJournal journal;

    /** What is timed of a list of jobs: those that are done now, not those that the journal has. */
    private static final class Timed {
        private long begun;
        private long lastJob;
        private long steps;

        JobList.Executor by(JobList.Executor executor) {
            return (jobs, numbers, journal, finished) -> {
                begun = System.nanoTime();
                executor.run(jobs, numbers, journal, (number, result) -> {
                    lastJob = System.nanoTime();
                    steps += result.steps();
                    finished.accept(number, result);
                });
            };
        }

        void write(ResultFolder folder, String phase, int threads) {
            if (steps > 0) {
                folder.writeTiming(phase, threads, (lastJob - begun) / 1e9, steps);
            }
        }
    }

    ResumableRace(Task task, Machines machines, Interruption interruption, Progress.Display progress) {
        this.task = task;
        this.machines = machines;
        this.interruption = interruption;
        this.progress = progress;
        this.journal = task.folder().journal(title(task.config(), ""));
    }

    /** What all the jobs of a config depend on. */
    static JournalTitle title(ExperimentConfig config, String shard) {
        return new JournalTitle(Build.digest(), Parcel.hash(config), shard);
    }

    /** The notice before it begins: whether it resumes a race that was stopped, and if not, why. */
    Optional<String> notice() {
        return notice(task.config(), journal);
    }

    static Optional<String> notice(ExperimentConfig config, JobJournal journal) {
        String name = config.name();
        return switch (journal.origin()) {
            case NONE -> Optional.empty();
            case SAME -> Optional.of(SessionWords.resumed(name, journal.found()));
            case OTHER_BUILD -> Optional.of(SessionWords.startedAgain(name, "it was run by another build of Lockstep"));
            case OTHER_CONFIG -> Optional.of(SessionWords.startedAgain(name, "its config was another"));
        };
    }

    /** The tuned optimizers, those that are searched; empty if the tuning was interrupted. */
    Optional<List<Tuned>> tune() {
        ExperimentConfig config = task.config();
        if (!ConfigJobs.isSearched(config)) {
            return Optional.of(List.of());
        }
        JobList jobs = ConfigJobs.of(config);
        Timed timed = new Timed();
        List<Tuned> tuned;
        try (Progress.Shown line = progress.show(config.name() + ": tuning, run", jobs.size())) {
            tuned = interruption.during(() -> Tuning.run(jobs, timed.by(machines.doing(config)), journal, line));
        } catch (CancellationException e) {
            return Optional.empty();
        }
        task.folder().writeTuning(tuned);
        timed.write(task.folder(), "tune", machines.threads());
        return Optional.of(tuned);
    }

    /**
     * The race; empty if it was interrupted before any optimizer had finished.
     *
     * @param results the verdicts, and what was tuned
     */
    Optional<Race> run(Results results) {
        ExperimentConfig config = task.config().tuned(results.runs());
        JobList jobs = ConfigJobs.of(config);
        Timed timed = new Timed();
        Race result;
        boolean whole = false;
        try (Progress.Shown line = progress.show(config.name() + ": racing, run", jobs.size())) {
            result = interruption.during(
                    () -> ConvergenceRace.run(jobs, timed.by(machines.doing(config)), journal, line));
            whole = true;
        } catch (RaceInterrupted e) {
            result = e.finished();
        } catch (CancellationException e) {
            return Optional.empty();
        }
        if (result.summaries().isEmpty()) {
            return Optional.empty();
        }
        task.folder().write(result, results.parities(), results.tuned());
        timed.write(task.folder(), "race", machines.threads());
        if (whole) {
            journal.delete();
        }
        return Optional.of(result);
    }

    /**
     * Writes what an update costs with each optimizer.
     *
     * @param onDl4j whether DL4J is timed too: it is slow to start, and some have asked to be spared that
     */
    void timeSteps(Results results, boolean onDl4j) {
        try {
            for (Run run : results.runs()) {
                time(
                        run,
                        RaceSettings.EngineName.SCALAR.key(),
                        ScalarEngines.of(task.config()).of(run));
                if (onDl4j || task.config().race().orElseThrow().engine() == RaceSettings.EngineName.DL4J) {
                    time(run, RaceSettings.EngineName.DL4J.key(), network -> new Dl4jNetwork(network));
                }
            }
        } catch (CancellationException e) {
            // The session ends after this one.
        }
    }

    private void time(Run run, String engineName, Engines timed) {
        StepTime time = interruption.during(() -> StepTime.of(run, timed));
        task.folder().writeStepTiming(run.label(), engineName, time.seconds(), time.steps());
    }

    @Override
    public void close() {
        journal.close();
    }
}
