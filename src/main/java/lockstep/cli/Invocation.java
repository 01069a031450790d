package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import lockstep.config.ExperimentConfig;
import lockstep.console.Overview;
import lockstep.console.TextTable;
import lockstep.parity.Parity;
import lockstep.parity.Verdict;
import lockstep.results.ResultFolder;
import lockstep.results.UnwritableException;
import lockstep.session.Candidate;
import lockstep.session.Machines;
import lockstep.session.Plan;
import lockstep.session.Results;
import lockstep.session.Session;
import lockstep.session.Task;
import lockstep.words.SessionWords;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import picocli.CommandLine.Help.Ansi;

/** One invocation: all its configs are read, then worked through one by one, and the results of each are printed. */
final class Invocation {

    private final CommonOptions options;
    private final Candidate candidate;
    private final Interruption interruption;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Ansi ansi;

    Invocation(CommonOptions options, Candidate candidate, Interruption interruption) {
        this.options = options;
        this.candidate = candidate;
        this.interruption = interruption;
        var commandLine = options.command().commandLine();
        this.out = commandLine.getOut();
        this.err = commandLine.getErr();
        this.ansi = commandLine.getColorScheme().ansi();
    }

    /** Works through the configs, and returns the exit status. */
    int run(Plan plan) {
        try {
            return run(plan, options.readAll());
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
    }

    /** The same with configs that were read already. */
    int run(Plan plan, Map<Path, ExperimentConfig> configs) {
        List<Task> tasks;
        try {
            if (plan.verifies() && !allCompute(configs, plan)) {
                return ExitStatus.WRONG_INPUT;
            }
            Optional<String> whyNot = candidate.whyItCannotStart(
                    configs.values().iterator().next().anyRun(), interruption);
            if (whyNot.isPresent()) {
                err.println("lockstep: " + whyNot.get());
                return ExitStatus.WRONG_INPUT;
            }
            tasks = Task.withFolders(configs, options.out(), candidate);
        } catch (UnwritableException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        if (plan.needsRace() && !allRace(tasks)) {
            return ExitStatus.WRONG_INPUT;
        }
        Screen screen = new Screen(options.quiet(), out, err);
        Session session = new Session(plan, candidate, Machines.here(options.threads()), interruption, screen);
        List<Results> all = new ArrayList<>();
        for (Task task : tasks) {
            if (!all.isEmpty() && !options.quiet()) {
                out.println();
            }
            Results results = session.work(task);
            all.add(results);
            print(session, results, task.folder());
            if (interruption.requested()) {
                err.println("lockstep: " + interrupted(results, task.folder(), tasks.size() - all.size()));
                return ExitStatus.INTERRUPTED;
            }
        }
        if (tasks.size() > 1) {
            Path index = Session.writeIndex(options.out(), all);
            if (!options.quiet()) {
                out.println();
                out.println("all of them: " + index);
            }
        }
        return all.stream().anyMatch(Results::isUnexpected) ? ExitStatus.NOT_AS_EXPECTED : ExitStatus.OK;
    }

    /** Whether the candidate can compute what every config asks for; it says what it cannot. */
    private boolean allCompute(Map<Path, ExperimentConfig> configs, Plan plan) {
        boolean all = true;
        for (Map.Entry<Path, ExperimentConfig> config : configs.entrySet()) {
            Optional<String> whyNot = candidate.whyItCannotCompute(config.getValue(), plan);
            whyNot.ifPresent(why -> err.println(config.getKey() + ": " + why));
            all &= whyNot.isEmpty();
        }
        return all;
    }

    /** Whether every config has a race; it names those without one. */
    private boolean allRace(List<Task> tasks) {
        List<Task> without =
                tasks.stream().filter(task -> task.config().race().isEmpty()).toList();
        for (Task task : without) {
            err.println(task.file() + ": found no `race`, expected one; for example");
            err.println("  race: {seeds: 100, epochs: 2000, target: {loss: 0.01}}");
        }
        return without.isEmpty();
    }

    private void print(Session session, Results results, ResultFolder folder) {
        Overview overview = new Overview(results);
        if (!options.quiet()) {
            overview.lines(ansi).forEach(out::println);
            likelyFaults(session, results, overview);
        }
        List<String> unexpected = overview.unexpected();
        if (!unexpected.isEmpty() && !options.quiet()) {
            out.println();
        }
        unexpected.forEach(out::println);
        if (!options.quiet() && !folder.written().isEmpty()) {
            out.println();
            TextTable.wrapped(folder.contents()).forEach(out::println);
        }
        out.flush();
    }

    /** Prints what is likely to be wrong where the two sides disagree, unless the work was interrupted. */
    private void likelyFaults(Session session, Results results, Overview overview) {
        for (Parity parity : results.parities()) {
            if (parity.verdict().kind() == Verdict.Kind.DISAGREE) {
                try {
                    session.likelyFault(results, parity)
                            .ifPresent(diagnosis -> overview.likelyFault(parity.run(), diagnosis)
                                    .forEach(out::println));
                } catch (CancellationException e) {
                    return;
                }
            }
        }
    }

    private static String interrupted(Results results, ResultFolder folder, int configsLeft) {
        return SessionWords.interrupted(
                results.config().name(),
                folder.has("verdicts.csv") ? results.parities().size() : 0,
                folder.has("summary.csv")
                        ? results.race().orElseThrow().summaries().size()
                        : 0,
                results.config().runs().size(),
                folder.hasJournal(),
                configsLeft);
    }
}
