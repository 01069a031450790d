package lockstep.session;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import lockstep.config.ExperimentConfig;
import lockstep.config.GradientSettings;
import lockstep.diagnosis.Diagnosis;
import lockstep.fault.Faults;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.page.IndexPage;
import lockstep.page.ReportPage;
import lockstep.parity.Boundary;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.Verification;
import lockstep.parity.VerificationInterrupted;
import lockstep.parity.verdict.Outputs;
import lockstep.race.analysis.Profile;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.Tuned;
import lockstep.results.ResultFolder;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Interruption;
import lockstep.work.Progress;

/** What is done with one config, in order: tune, verify, race, write. Nothing is printed. */
public final class Session {

    /** Enough for a wrong rule or gradient to show, and few enough to wait for. */
    private static final int BRIEF_STEPS = 100;

    private final Plan plan;
    private final Candidate candidate;
    private final Machines machines;
    private final Interruption interruption;
    private final Watcher watcher;

    /**
     * A session.
     *
     * @param candidate what the scalar network is compared with
     * @param machines do the jobs of its races; everything else is done here
     * @param interruption may end it early: what was finished is written
     */
    public Session(Plan plan, Candidate candidate, Machines machines, Interruption interruption, Watcher watcher) {
        this.plan = plan;
        this.candidate = candidate;
        this.machines = machines;
        this.interruption = interruption;
        this.watcher = watcher;
    }

    /** Works through a config, and writes its results and their page. */
    public Results work(Task task) {
        Results results = replicated(task, results(task));
        if (!task.folder().written().isEmpty()) {
            task.folder().add(ReportPage.write(task.folder().folder()));
        }
        return results;
    }

    /** Writes what several configs share into the folder that holds theirs: the index, and the profile of their races. */
    public static Path writeIndex(Path out, List<Results> all) {
        Map<String, Race> races = new LinkedHashMap<>();
        all.forEach(results ->
                results.race().ifPresent(race -> races.put(results.config().name(), race)));
        if (races.size() > 1) {
            Profile profile = Profile.of(List.copyOf(races.values()));
            if (profile.optimizers().size() > 1) {
                ResultFolder.writeProfile(out, List.copyOf(races.keySet()), profile);
            }
        }
        return IndexPage.write(out);
    }

    /** What explains the losses of the side that is in doubt: the candidate, or the scalar network if faults were planted in it. */
    public Optional<Diagnosis> likelyFault(Results results, Parity parity) {
        if (candidate.beside().isPresent()) { // its losses are not those of a start
            return Optional.empty();
        }
        int planted = results.config().faults(parity.run().label()).size();
        Faults forms = ScalarEngines.forms(results.config(), parity.run());
        return interruption.during(() -> planted == 0
                ? LikelyFault.of(parity, forms, replayable(parity), machines.threads())
                : LikelyFault.planted(parity, forms, planted, machines.threads()));
    }

    /** How many steps of the candidate's were made with the batches of its run. */
    private int replayable(Parity parity) {
        return candidate
                .trace()
                .map(trace -> TraceRun.common(parity.run(), trace, Diagnosis.STEPS))
                .orElse(Diagnosis.STEPS);
    }

    /** The same with the published figures beside ours, where the config has some. */
    private Results replicated(Task task, Results results) {
        if (!plan.races() || task.config().published().isEmpty() || results.isEmpty()) {
            return results;
        }
        try {
            Results compared = results.withReplications(interruption.during(() -> Replications.of(results)));
            task.folder().writePublished(compared.replications(), compared.parities());
            return compared;
        } catch (CancellationException e) {
            return results;
        }
    }

    private Results results(Task task) {
        Results results = new Results(task.file(), task.config(), candidate);
        if (!task.config().learns()) {
            return results.with(outputs(task));
        }
        if (!plan.races() || task.config().race().isEmpty()) {
            return verified(task, results);
        }
        try (ResumableRace race = new ResumableRace(task, machines, interruption, watcher)) {
            race.notice().ifPresent(watcher::notice);
            Optional<List<Tuned>> tuned = race.tune();
            if (tuned.isEmpty()) {
                return results;
            }
            results = results.withTuned(tuned.get());
            boolean verifies = plan.verifies() && candidate.canBeLike(task.config());
            if (verifies && plan.verifiesBriefly()) {
                int steps = Math.min(BRIEF_STEPS, task.config().verify().steps());
                results = results.with(verify(task, results, steps), true);
                if (results.isUnexpected()) {
                    return results;
                }
            } else if (verifies) {
                results = verified(task, results);
            }
            Optional<Race> run = race.run(results);
            if (run.isEmpty()) {
                return results;
            }
            race.timeSteps(results, verifies);
            return results.with(run.get());
        }
    }

    /** The same with verdicts, and with the sizes of the gradients where the config asks for them. */
    private Results verified(Task task, Results tuned) {
        ExperimentConfig config = task.config();
        int steps = config.verify().steps();
        long begun = System.nanoTime();
        Results results = tuned.with(verify(task, tuned, steps), false);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (!results.parities().isEmpty()) {
            task.folder().write(results.parities(), results.rulings());
            // Each step is made twice: locked, and freely.
            task.folder()
                    .writeTiming(
                            "verify",
                            machines.threads(),
                            seconds,
                            2L * steps * results.parities().size());
        }
        Optional<GradientSettings> asked = config.gradients();
        if (asked.isEmpty() || !candidate.isDl4j()) { // a user's program is not asked for gradients of its own choosing
            return results;
        }
        Results measured = results.withGradients(
                new Gradients(task, asked.get(), candidate).measure(results.runs(), interruption, watcher));
        if (!measured.gradients().isEmpty()) {
            task.folder().writeGradients(measured.gradients(), measured.unexpectedGradients());
        }
        return measured;
    }

    private List<Parity> verify(Task task, Results results, int steps) {
        ExperimentConfig config = task.config();
        List<Run> runs = results.runs();
        ParityCheck check = new ParityCheck(config.verify().tolerance(), steps);
        Verification verification = new Verification(check, machines.threads(), candidate.isDl4j());
        long work = candidate.trace().isPresent() ? steps : verification.work(runs.size());
        try (Progress.Shown progress = watcher.show(config.name() + ": verifying, step", work)) {
            return interruption.during(() -> candidate
                    .trace()
                    .map(trace -> runs.stream()
                            .map(run -> check.judge(
                                    run, scalars(config).of(run), () -> trace.steps(run.network()), progress))
                            .toList())
                    .orElseGet(() -> verification.run(runs, scalars(config), candidate.engines(), progress)));
        } catch (VerificationInterrupted e) {
            return e.finished();
        } catch (CancellationException e) {
            return List.of();
        }
    }

    private Engines.PerRun scalars(ExperimentConfig config) {
        return candidate
                .beside()
                .<Engines.PerRun>map(engines -> run -> engines)
                .orElseGet(() -> ScalarEngines.of(config));
    }

    /** The answers of networks that nothing trains. */
    private Outputs outputs(Task task) {
        Run run = task.config().anyRun();
        Outputs outputs = Outputs.untrained(run, ScalarNetwork::new, candidate.engines());
        task.folder().write(outputs, Boundary.untrained(run, ScalarNetwork::new), run.examples());
        return outputs;
    }
}
