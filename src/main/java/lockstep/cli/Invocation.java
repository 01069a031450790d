package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import lockstep.cli.option.CommonOptions;
import lockstep.cli.option.ExitStatus;
import lockstep.cli.option.Screen;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.console.Overview;
import lockstep.console.PublishedTable;
import lockstep.console.TextTable;
import lockstep.jobs.Slice;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Verdict;
import lockstep.program.Program;
import lockstep.results.ResultFolder;
import lockstep.results.file.UnreadableException;
import lockstep.results.file.UnwritableException;
import lockstep.session.Candidate;
import lockstep.session.Cluster;
import lockstep.session.Machines;
import lockstep.session.Merge;
import lockstep.session.Plan;
import lockstep.session.Results;
import lockstep.session.Session;
import lockstep.session.Shard;
import lockstep.session.Task;
import lockstep.words.SessionWords;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import lockstep.yaml.ConfigProblem;
import picocli.CommandLine.Help.Ansi;

/** One invocation: all its configs are read, then worked through one by one, and the results of each are printed. */
final class Invocation {

    private final CommonOptions options;
    private final Candidate candidate;
    private final CiReport ci;
    private final Interruption interruption;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Ansi ansi;

    Invocation(CommonOptions options, Candidate candidate, CiReport ci, Interruption interruption) {
        this.options = options;
        this.candidate = candidate;
        this.ci = ci;
        this.interruption = interruption;
        var commandLine = options.command().commandLine();
        this.out = commandLine.getOut();
        this.err = commandLine.getErr();
        this.ansi = commandLine.getColorScheme().ansi();
    }

    /** Works through the configs, and returns the exit status. */
    int run(Plan plan) throws ConfigException {
        return run(plan, options.readAll());
    }

    /** The same with configs that were read already. */
    int run(Plan plan, Map<Path, ExperimentConfig> configs) throws ConfigException {
        return run(plan, configs, Machines.here(options.threads()), task -> {});
    }

    /** Runs the configs, their races on a cluster. */
    int on(Cluster cluster, String master, Plan plan) throws ConfigException {
        try (Machines machines =
                cluster.open(master, options.threads(), options.out().resolve(cluster.name() + ".log"))) {
            Map<Path, ExperimentConfig> configs = options.readAll();
            refuse(configs, config -> notElsewhere(config, "--on"));
            return run(plan, configs, machines, task -> {});
        } catch (Cluster.UnusableException e) {
            err.println("lockstep: " + e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
    }

    /** Does a share of the configs' races. */
    int shard(Slice slice) throws ConfigException {
        Machines machines = Machines.here(options.threads());
        try {
            Map<Path, ExperimentConfig> configs = options.readAll();
            refuse(configs, config -> notElsewhere(config, "--shard"));
            refuse(configs, Invocation::noRace);
            for (Task task : Task.withFolders(configs, options.out(), candidate)) {
                List<String> said = new Shard(task, slice).work(machines, interruption, screen());
                if (!options.quiet()) {
                    said.forEach(out::println);
                    TextTable.wrapped(task.folder().contents()).forEach(out::println);
                }
                if (interruption.requested()) {
                    return ExitStatus.INTERRUPTED;
                }
            }
            return ExitStatus.OK;
        } catch (UnwritableException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
    }

    /** Puts the shards of races together and goes on from there: nothing is raced. */
    int merge(Plan plan) throws ConfigException {
        try {
            Map<Path, Merge> merges = new LinkedHashMap<>();
            Map<Path, ExperimentConfig> configs = new LinkedHashMap<>();
            for (Merge merge : Merge.of(options.configs())) {
                merges.put(merge.file(), merge);
                configs.put(merge.file(), merge.config());
            }
            int status = run(
                    plan,
                    configs,
                    Machines.none(options.threads()),
                    task -> Objects.requireNonNull(merges.get(task.file())).into(task));
            if (status == ExitStatus.OK && !options.quiet()) {
                merges.values().stream()
                        .filter(Merge::isOnlyTuned)
                        .forEach(merge -> out.println(SessionWords.tuned(
                                merge.config().name(), options.out().toString())));
            }
            return status;
        } catch (Merge.RefusedException | UnreadableException e) {
            err.println("lockstep: " + e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
    }

    /** @param first what is done with each task before it is worked through */
    private int run(Plan plan, Map<Path, ExperimentConfig> configs, Machines machines, Consumer<Task> first)
            throws ConfigException {
        if (plan.verifies()) {
            refuse(configs, config -> candidate.whyItCannotCompute(config, plan));
        }
        List<Task> tasks;
        try {
            ci.begin();
            Map<Path, ExperimentConfig> begun = new LinkedHashMap<>(configs);
            begun.replaceAll((file, config) -> candidate.begun(config, interruption));
            if (plan.needsRace()) {
                refuse(configs, Invocation::noRace);
            }
            tasks = Task.withFolders(begun, options.out(), candidate);
            tasks.forEach(first);
        } catch (Program.NoProgramException e) {
            err.println("lockstep: " + e.getMessage());
            return ExitStatus.WRONG_INPUT;
        } catch (UnwritableException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        Session session = new Session(plan, candidate, machines, interruption, screen());
        List<Results> all = new ArrayList<>();
        for (Task task : tasks) {
            if (!all.isEmpty() && !options.quiet()) {
                out.println();
            }
            Results results = session.work(task);
            all.add(results);
            print(session, results, task.folder());
            if (interruption.requested()) {
                ci.end(all);
                err.println("lockstep: " + interrupted(results, task.folder(), tasks.size() - all.size()));
                return ExitStatus.INTERRUPTED;
            }
        }
        List<String> published = PublishedTable.lines(all, ansi);
        if (!published.isEmpty() && !options.quiet()) {
            out.println();
            published.forEach(out::println);
        }
        if (tasks.size() > 1) {
            Path index = Session.writeIndex(options.out(), all);
            if (!options.quiet()) {
                out.println();
                out.println("all of them: " + index);
            }
        }
        ci.end(all);
        return all.stream().anyMatch(Results::isUnexpected) ? ExitStatus.NOT_AS_EXPECTED : ExitStatus.OK;
    }

    private Screen screen() {
        return new Screen(options.quiet(), out, err);
    }

    /**
     * Refuses configs.
     *
     * @param whyNot what is wrong with one of them; empty if nothing is
     */
    private static void refuse(Map<Path, ExperimentConfig> configs, Function<ExperimentConfig, Optional<String>> whyNot)
            throws ConfigException {
        List<ConfigProblem> problems = new ArrayList<>();
        configs.forEach((file, config) ->
                whyNot.apply(config).ifPresent(why -> problems.add(new ConfigProblem(file.toString(), 0, 0, why))));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private static Optional<String> notElsewhere(ExperimentConfig config, String option) {
        return config.race()
                .filter(race -> race.engine() == RaceSettings.EngineName.DL4J)
                .map(race -> "found engine dl4j with " + option
                        + ", expected scalar: what does the runs elsewhere has no DL4J");
    }

    private static Optional<String> noRace(ExperimentConfig config) {
        return config.race().isPresent()
                ? Optional.empty()
                : Optional.of("found no `race`, expected one; for example\n"
                        + "  race: {seeds: 100, epochs: 2000, target: {loss: 0.01}}");
    }

    private void print(Session session, Results results, ResultFolder folder) {
        Overview overview = new Overview(results);
        if (!options.quiet()) {
            overview.lines(ansi).forEach(out::println);
            likelyFaults(session, results, overview);
        } else {
            overview.noAnswers().forEach(out::println);
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
