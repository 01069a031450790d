package lockstep.session;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import lockstep.cli.CommonOptions;
import lockstep.cli.ExitStatus;
import lockstep.cli.ProgressLine;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.console.Overview;
import lockstep.console.TextTable;
import lockstep.model.Run;
import lockstep.page.IndexPage;
import lockstep.parity.Outputs;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.Verdict;
import lockstep.parity.Verification;
import lockstep.parity.VerificationInterrupted;
import lockstep.race.Profile;
import lockstep.race.Race;
import lockstep.race.Tuned;
import lockstep.results.ResultFolder;
import lockstep.results.UnwritableException;
import lockstep.scalar.ScalarNetwork;
import lockstep.words.ExpectationText;
import lockstep.words.Sentences;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** One invocation: its configs are read, all of them, then worked through one by one. */
public final class Session {

    private final CommonOptions options;
    private final Candidate candidate;
    private final Interruption interruption;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Ansi ansi;

    /** What is done with each config. */
    public enum Part {
        VERIFY,
        /** Over a few steps; whatever disagrees is not raced. */
        VERIFY_BRIEFLY,
        RACE,
        /** Only where the config has a race. */
        RACE_IF_ASKED
    }

    /** Enough for a wrong rule or gradient to show, and done while one waits. */
    private static final int BRIEF_STEPS = 100;

    /** One that compares with DL4J, if at all. */
    public Session(CommonOptions options, Interruption interruption) {
        this(options, Candidate.dl4j(), interruption);
    }

    public Session(CommonOptions options, Candidate candidate, Interruption interruption) {
        this.options = options;
        this.candidate = candidate;
        this.interruption = interruption;
        var commandLine = options.command().commandLine();
        this.out = commandLine.getOut();
        this.err = commandLine.getErr();
        this.ansi = commandLine.getColorScheme().ansi();
    }

    /** Works through the configs; what it gives back is the exit status. */
    public int run(Set<Part> parts) {
        List<Task> tasks;
        try {
            var configs = Task.configs(options);
            Run any = configs.values().iterator().next().anyRun();
            Optional<String> whyNot = candidate.whyItCannotStart(any, interruption);
            if (whyNot.isPresent()) {
                err.println("lockstep: " + whyNot.get());
                return ExitStatus.WRONG_INPUT;
            }
            tasks = Task.withFolders(options, configs, candidate);
        } catch (ConfigException | UnwritableException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        if (parts.contains(Part.RACE) && !allRace(tasks)) {
            return ExitStatus.WRONG_INPUT;
        }
        int unexpected = 0;
        Map<String, Race> races = new LinkedHashMap<>();
        for (int t = 0; t < tasks.size(); t++) {
            if (t > 0 && !options.quiet()) {
                out.println();
            }
            Task task = tasks.get(t);
            Results results = results(task, parts);
            if (!task.folder().written().isEmpty()) {
                task.folder().writeReport();
            }
            print(results, task.folder());
            unexpected += results.unexpected().size()
                    + (results.untrainedAsExpected() ? 0 : 1)
                    + results.unexpectedGradients().size();
            results.race().ifPresent(race -> races.put(task.config().name(), race));
            if (interruption.requested()) {
                err.println(Sentences.interrupted(results, task.folder(), tasks.size() - t - 1));
                return ExitStatus.INTERRUPTED;
            }
        }
        if (races.size() > 1) {
            Profile profile = Profile.of(List.copyOf(races.values()));
            if (profile.optimizers().size() > 1) {
                ResultFolder.writeProfile(options.out(), List.copyOf(races.keySet()), profile);
            }
        }
        if (tasks.size() > 1) {
            Path index = IndexPage.write(options.out());
            if (!options.quiet()) {
                out.println();
                out.println("all of them: " + index);
            }
        }
        return unexpected == 0 ? ExitStatus.OK : ExitStatus.NOT_AS_EXPECTED;
    }

    /** Whether every config has a race; says which have none. */
    private boolean allRace(List<Task> tasks) {
        List<Task> without =
                tasks.stream().filter(task -> task.config().race().isEmpty()).toList();
        for (Task task : without) {
            err.println(task.file() + ": found no `race`, expected one; for example");
            err.println("  race: {seeds: 100, epochs: 2000, target: {loss: 0.01}}");
        }
        return without.isEmpty();
    }

    private Results results(Task task, Set<Part> parts) {
        Results results = new Results(task.file(), task.config(), candidate);
        if (!task.config().learns()) {
            return results.with(outputs(task));
        }
        Optional<RaceSettings> settings = task.config().race();
        boolean races = parts.contains(Part.RACE) || parts.contains(Part.RACE_IF_ASKED);
        if (!races || settings.isEmpty()) {
            return withGradients(
                    task,
                    results.with(verify(task, results, task.config().verify().steps()), false));
        }
        try (Racing racing = new Racing(task, settings.get(), options.threads(), interruption, this::progress)) {
            if (!options.quiet()) {
                racing.notice().ifPresent(notice -> TextTable.wrapped(notice, 2).forEach(out::println));
                out.flush();
            }
            Optional<List<Tuned>> tuned = racing.tune();
            if (tuned.isEmpty()) {
                return results;
            }
            results = results.withTuned(tuned.get());
            if (parts.contains(Part.VERIFY)) {
                results = results.with(
                        verify(task, results, task.config().verify().steps()), false);
                results = withGradients(task, results);
            } else if (parts.contains(Part.VERIFY_BRIEFLY)) {
                int steps = Math.min(BRIEF_STEPS, task.config().verify().steps());
                results = results.with(verify(task, results, steps), true);
                if (!results.unexpected().isEmpty()) {
                    return results;
                }
            }
            Optional<Race> race = racing.race(results);
            if (race.isPresent()) {
                racing.timeSteps(results, parts.contains(Part.VERIFY) || parts.contains(Part.VERIFY_BRIEFLY));
            }
            return race.map(results::with).orElse(results);
        }
    }

    private List<Parity> verify(Task task, Results results, int steps) {
        ExperimentConfig config = task.config();
        List<Run> runs = results.runs();
        ParityCheck check = new ParityCheck(config.verify().tolerance(), steps);
        Verification verification = new Verification(check, options.threads());
        long begun = System.nanoTime();
        List<Parity> parities;
        try (ProgressLine line = progress(config.name() + ": verifying, step", verification.work(runs.size()))) {
            parities =
                    interruption.during(() -> verification.run(runs, ScalarSide.of(config), candidate.engines(), line));
        } catch (VerificationInterrupted e) {
            parities = e.finished();
        } catch (CancellationException e) {
            parities = List.of();
        }
        boolean atLength = steps == config.verify().steps();
        if (atLength && !parities.isEmpty()) {
            task.folder().write(parities, candidate.twins());
            task.folder()
                    .writeTiming("verify", options.threads(), seconds(begun), (long) check.work() * parities.size());
        }
        return parities;
    }

    /** The same with the sizes of the gradients, where the config asks for them; a user's program is not asked. */
    private Results withGradients(Task task, Results results) {
        return task.config()
                .gradients()
                .filter(settings -> candidate.isDl4j())
                .map(settings -> results.withGradients(
                        new Gradients(task, settings, candidate).measure(results.runs(), interruption, this::progress)))
                .orElse(results);
    }

    /** The answers of networks that nothing trains. */
    private Outputs outputs(Task task) {
        Outputs outputs = Outputs.untrained(task.config().anyRun(), ScalarNetwork::new, candidate.engines());
        task.folder().write(outputs);
        return outputs;
    }

    private void print(Results results, ResultFolder folder) {
        if (!options.quiet()) {
            new Overview(results).lines(ansi).forEach(out::println);
            likelyFaults(results).forEach(out::println);
        }
        List<String> unexpected = ExpectationText.unexpected(results);
        if (!unexpected.isEmpty() && !options.quiet()) {
            out.println();
        }
        unexpected.forEach(out::println);
        if (!options.quiet() && !folder.written().isEmpty()) {
            out.println();
            String files = String.join(", ", folder.written());
            TextTable.wrapped("written to " + folder.folder() + ": " + files, 2).forEach(out::println);
        }
        out.flush();
    }

    /** What is likely to be wrong where the two sides disagree, on lines; nothing where the work was interrupted. */
    private List<String> likelyFaults(Results results) {
        List<String> lines = new ArrayList<>();
        for (Parity parity : results.parities()) {
            if (parity.verdict().kind() == Verdict.Kind.DISAGREE) {
                List<String> planted = results.config().faults(parity.run().label());
                try {
                    lines.addAll(interruption.during(() -> planted.isEmpty()
                            ? LikelyFault.lines(parity, options.threads())
                            : LikelyFault.planted(parity.run(), parity.trace(), planted.size(), options.threads())));
                } catch (CancellationException e) {
                    return lines;
                }
            }
        }
        return lines;
    }

    private ProgressLine progress(String what, long work) {
        boolean terminal = ProgressLine.isTerminal();
        @Nullable PrintWriter line = !options.quiet() && terminal ? out : null;
        @Nullable PrintWriter log = !options.quiet() && !terminal ? err : null;
        return new ProgressLine(what, work, line, log);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
