package lockstep.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.race.Contender;
import lockstep.race.ConvergenceRace;
import lockstep.race.Goal;
import lockstep.race.Race;
import lockstep.race.RaceInterrupted;
import lockstep.race.RaceResult;
import lockstep.race.SettingResult;
import lockstep.race.StepTime;
import lockstep.race.Tuned;
import lockstep.race.Tuning;
import lockstep.results.JobJournal;
import lockstep.words.SessionWords;
import lockstep.work.Interruption;
import lockstep.work.Progress;

/** The race of one config: the tuning first, where there is something to tune. One that was killed resumes where it stopped. */
final class ResumableRace implements AutoCloseable {

    private final Task task;
    private final RaceSettings settings;
    private final Goal goal;
    private final Interruption interruption;
    private final Progress.Display progress;
    private final int threads;
    private final Engines.PerRun engines;
    private final JobJournal journal;

    ResumableRace(Task task, RaceSettings settings, int threads, Interruption interruption, Progress.Display progress) {
        this.task = task;
        this.settings = settings;
        this.goal = new Goal(settings.targets(), settings.hold(), settings.epochs());
        this.interruption = interruption;
        this.progress = progress;
        this.threads = threads;
        this.engines = switch (settings.engine()) {
            case SCALAR -> ScalarEngines.of(task.config());
            case DL4J -> run -> network -> new Dl4jNetwork(network); // a method reference would load DL4J at once
        };
        this.journal = task.folder().journal(Build.digest());
    }

    /** The notice before it begins: whether it resumes a race that was stopped, and if not, why. */
    Optional<String> notice() {
        String name = task.config().name();
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
        if (settings.tuning().isEmpty()) {
            return Optional.of(List.of());
        }
        var budget = settings.tuning().get();
        List<Contender> contenders = new ArrayList<>();
        for (Run run : config.runs()) {
            List<Run> tried = config.search(run.label()).settings(budget.settings(), run.seed()).stream()
                    .map(run::withOptimizer)
                    .toList();
            contenders.add(new Contender(run.label(), tried));
        }
        long firstSeed = config.anyRun().seed() + settings.seeds();
        Tuning tuning = new Tuning(goal, firstSeed, budget.seeds(), threads);
        long begun = System.nanoTime();
        List<Tuned> tuned;
        try (Progress.Shown line = progress.show(config.name() + ": tuning, run", tuning.work(contenders))) {
            tuned = interruption.during(() -> tuning.run(contenders, engines, journal, line));
        } catch (CancellationException e) {
            return Optional.empty();
        }
        if (!tuned.isEmpty()) {
            task.folder().writeTuning(tuned);
            long steps = tuned.stream()
                    .flatMap(each -> each.settings().stream())
                    .mapToLong(SettingResult::steps)
                    .sum();
            task.folder().writeTiming("tune", threads, (System.nanoTime() - begun) / 1e9, steps);
        }
        return Optional.of(tuned);
    }

    /**
     * The race; empty if it was interrupted before any optimizer had finished.
     *
     * @param results the verdicts, and what was tuned
     */
    Optional<Race> run(Results results) {
        List<Run> runs = results.runs();
        ConvergenceRace race = new ConvergenceRace(goal, settings.seeds(), threads);
        long begun = System.nanoTime();
        Race result;
        boolean whole = false;
        long[] lastJob = {begun};
        try (Progress.Shown line = progress.show(task.config().name() + ": racing, run", race.work(runs.size()))) {
            result = interruption.during(() -> race.run(runs, engines, journal, amount -> {
                lastJob[0] = System.nanoTime();
                line.advance(amount);
            }));
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
        long steps = result.results().stream().mapToLong(RaceResult::steps).sum();
        task.folder().writeTiming("race", threads, (lastJob[0] - begun) / 1e9, steps);
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
                if (onDl4j || settings.engine() == RaceSettings.EngineName.DL4J) {
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
