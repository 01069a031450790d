package lockstep;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import lockstep.config.ConfigException;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.experiment.ConvergenceRace;
import lockstep.experiment.Outputs;
import lockstep.experiment.Parity;
import lockstep.experiment.ParityCheck;
import lockstep.experiment.Race;
import lockstep.experiment.RaceInterrupted;
import lockstep.experiment.RaceResult;
import lockstep.experiment.Verdict;
import lockstep.experiment.Verification;
import lockstep.experiment.VerificationInterrupted;
import lockstep.model.Run;
import lockstep.report.IndexPage;
import lockstep.report.ResultFolder;
import lockstep.report.UnwritableException;
import lockstep.scalar.ScalarNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** One invocation: its configs are read, all of them, then worked through one by one. */
final class Session {

    private final CommonOptions options;
    private final Candidate candidate;
    private final Interruption interruption;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Ansi ansi;

    /** What is done with each config. */
    enum Part {
        VERIFY,
        RACE,
        /** Only where the config has a race. */
        RACE_IF_ASKED
    }

    /** One that compares with DL4J, if at all. */
    Session(CommonOptions options, Interruption interruption) {
        this(options, Candidate.dl4j(), interruption);
    }

    Session(CommonOptions options, Candidate candidate, Interruption interruption) {
        this.options = options;
        this.candidate = candidate;
        this.interruption = interruption;
        var commandLine = options.command().commandLine();
        this.out = commandLine.getOut();
        this.err = commandLine.getErr();
        this.ansi = commandLine.getColorScheme().ansi();
    }

    /** Works through the configs; what it gives back is the exit status. */
    int run(Set<Part> parts) {
        options.threads();
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
        for (int t = 0; t < tasks.size(); t++) {
            if (t > 0 && !options.quiet()) {
                out.println();
            }
            Task task = tasks.get(t);
            Results results = results(task, parts);
            if (!results.isEmpty()) {
                task.folder().writeReport();
            }
            print(results, task.folder());
            unexpected += results.unexpected().size() + (results.untrainedAsExpected() ? 0 : 1);
            if (interruption.requested()) {
                err.println(Sentences.interrupted(results, tasks.size() - t - 1));
                return ExitStatus.INTERRUPTED;
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
        if (parts.contains(Part.VERIFY)) {
            results = task.config().learns() ? results.with(verify(task)) : results.with(outputs(task));
        }
        Optional<RaceSettings> settings = task.config().race();
        if ((parts.contains(Part.RACE) || parts.contains(Part.RACE_IF_ASKED)) && settings.isPresent()) {
            Optional<Race> race = race(task, settings.get(), results.parities());
            results = race.isPresent() ? results.with(race.get()) : results;
        }
        return results;
    }

    private List<Parity> verify(Task task) {
        ExperimentConfig config = task.config();
        ParityCheck check =
                new ParityCheck(config.verify().tolerance(), config.verify().steps());
        Verification verification = new Verification(check, options.threads());
        long begun = System.nanoTime();
        List<Parity> parities;
        String what = config.name() + ": verifying, step";
        try (ProgressLine progress =
                progress(what, verification.work(config.runs().size()))) {
            parities = interruption.during(
                    () -> verification.run(config.runs(), ScalarNetwork::new, candidate.engines(), progress));
        } catch (VerificationInterrupted e) {
            parities = e.finished();
        } catch (CancellationException e) {
            parities = List.of();
        }
        if (!parities.isEmpty()) {
            task.folder().write(parities, candidate.twins());
            task.folder()
                    .writeTiming("verify", options.threads(), seconds(begun), (long) check.work() * parities.size());
        }
        return parities;
    }

    /** The answers of networks that nothing trains. */
    private Outputs outputs(Task task) {
        Outputs outputs = Outputs.untrained(task.config().anyRun(), ScalarNetwork::new, candidate.engines());
        task.folder().write(outputs);
        return outputs;
    }

    private Optional<Race> race(Task task, RaceSettings settings, List<Parity> verified) {
        ExperimentConfig config = task.config();
        ConvergenceRace race =
                new ConvergenceRace(settings.targetLoss(), settings.epochs(), settings.seeds(), options.threads());
        long begun = System.nanoTime();
        Race run;
        String what = config.name() + ": racing, run";
        try (ProgressLine progress = progress(what, race.work(config.runs().size()))) {
            run = interruption.during(() -> race.run(config.runs(), ScalarNetwork::new, progress));
        } catch (RaceInterrupted e) {
            run = e.finished();
        } catch (CancellationException e) {
            return Optional.empty();
        }
        if (run.summaries().isEmpty()) {
            return Optional.empty();
        }
        task.folder().write(run, verified);
        long steps = run.results().stream().mapToLong(RaceResult::steps).sum();
        task.folder().writeTiming("race", options.threads(), seconds(begun), steps);
        return Optional.of(run);
    }

    private void print(Results results, ResultFolder folder) {
        if (!options.quiet()) {
            new Overview(results).lines(ansi).forEach(out::println);
            likelyFaults(results)
                    .forEach(sentence -> TextTable.wrapped(sentence, 2).forEach(out::println));
        }
        List<String> unexpected = Sentences.unexpected(results);
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

    /** What is likely to be wrong where a candidate disagrees; nothing where the work was interrupted. */
    private List<String> likelyFaults(Results results) {
        List<String> sentences = new ArrayList<>();
        for (Parity parity : results.parities()) {
            if (parity.verdict().kind() == Verdict.Kind.DISAGREE) {
                try {
                    interruption
                            .during(() -> DiagnosisText.likelyFault(parity.run(), parity.trace(), options.threads()))
                            .ifPresent(sentence -> sentences.add(parity.run().label() + ": " + sentence));
                } catch (CancellationException e) {
                    return sentences;
                }
            }
        }
        return sentences;
    }

    private ProgressLine progress(String what, long work) {
        @Nullable PrintWriter terminal = !options.quiet() && ProgressLine.isTerminal() ? out : null;
        return new ProgressLine(what, work, terminal);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
