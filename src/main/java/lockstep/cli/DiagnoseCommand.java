package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lockstep.cli.option.Arguments;
import lockstep.cli.option.CandidateOptions;
import lockstep.cli.option.CommonOptions;
import lockstep.cli.option.ExitStatus;
import lockstep.config.ExperimentConfig;
import lockstep.config.RaceSettings;
import lockstep.config.file.ResolvedConfig;
import lockstep.config.file.RunConfig;
import lockstep.console.TextTable;
import lockstep.diagnosis.Diagnosis;
import lockstep.diagnosis.LossFile;
import lockstep.diagnosis.ObservedLosses;
import lockstep.diagnosis.ObservedLosses.Per;
import lockstep.diagnosis.Starts;
import lockstep.jobs.ScalarEngines;
import lockstep.model.EngineFailure;
import lockstep.model.Run;
import lockstep.model.Target;
import lockstep.optim.OptimizerKind;
import lockstep.program.Program;
import lockstep.results.FaultTables;
import lockstep.results.file.UnwritableException;
import lockstep.session.Candidate;
import lockstep.session.LikelyFault;
import lockstep.session.Task;
import lockstep.words.ConventionWords;
import lockstep.words.DiagnosisWords;
import lockstep.words.StartsWords;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "diagnose",
        description = "Says which faults of the catalogue explain a program's losses.",
        footer = {
            "",
            "Example: a program that answers lines of JSON (docs/bring-your-own.md)",
            "  lockstep diagnose configs/dense.yaml --against \"python3 examples/bpnn.py\"",
            "Example: a program printed its loss every 500 epochs, at five digits",
            "  lockstep diagnose --losses listing.csv --per epoch --every 500 listing.yaml",
            "",
            "The config describes the right program. The file needs a header and a column of",
            "losses; a column `step` or `epoch`, counted from 0 or from 1, says where each",
            "belongs; without one, --every does. A figure counts only at the digits it has.",
            "The loss of an epoch may be the sum or the mean over its steps or its examples:",
            "all are tried.",
            "",
            "Exit status 0: no fault, a right program has these losses; 1: there is a fault,",
            "or the catalogue does not explain the losses, or they do not decide it."
        })
final class DiagnoseCommand implements Callable<Integer> {

    /** Of a config that tells faults apart: twice those in which it has been seen to. */
    private static final int APART_STEPS = 40;

    private final Interruption interruption;

    @Mixin
    private CommonOptions.OfOneConfig options = new CommonOptions.OfOneConfig();

    @Mixin
    private CandidateOptions candidateOptions = new CandidateOptions();

    @Mixin
    private CiReport ci = new CiReport();

    @Option(names = "--losses", paramLabel = "FILE", description = "A CSV file with the losses.")
    private @Nullable Path losses;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "The column of the losses (default: candidate_loss, loss or error, or the only one).")
    private @Nullable String column;

    @Option(
            names = "--per",
            paramLabel = "PER",
            defaultValue = "step",
            description = "What each figure is the loss of: step or epoch (default: ${DEFAULT-VALUE}).")
    private String per = "step";

    @Option(
            names = "--every",
            paramLabel = "K",
            converter = Arguments.Count.class,
            defaultValue = "1",
            description = "How many steps or epochs there are from row to row (default: ${DEFAULT-VALUE}).")
    private int every = 1;

    @Option(
            names = "--optimizer",
            paramLabel = "LABEL",
            description = "Which optimizer of the config the program uses (default: the only one).")
    private @Nullable String optimizer;

    DiagnoseCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws ConfigException {
        Per of = checkedPer();
        try (Candidate candidate = checkedCandidate()) {
            return diagnose(candidate, of);
        }
    }

    private int diagnose(Candidate candidate, Per of) throws ConfigException {
        PrintWriter err = options.command().commandLine().getErr();
        Task task;
        Run run;
        Supplier<Diagnosis> search;
        int steps = Diagnosis.STEPS;
        try {
            Map.Entry<Path, ExperimentConfig> read = options.read();
            ci.begin();
            Path file = read.getKey();
            String label = run(file, read.getValue()).label(); // before anything is started
            ExperimentConfig config = candidate.begun(read.getValue(), interruption);
            run = options.run(config, label);
            if (losses == null) {
                search = () -> LikelyFault.of(config, run, candidate, options.threads());
            } else {
                ObservedLosses observed = LossFile.read(losses, Optional.ofNullable(column), of, every, run);
                search = () -> LikelyFault.of(config, run, observed, options.threads());
                steps = observed.lastStep(run);
            }
            task = Task.withFolders(Map.of(file, config), options.out(), candidate)
                    .get(0);
        } catch (Program.NoProgramException e) {
            err.println("lockstep: " + e.getMessage());
            return ExitStatus.WRONG_INPUT;
        } catch (UnwritableException | LossFile.WrongException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
        Diagnosis diagnosis;
        Optional<Starts> starts;
        int printed = steps;
        try {
            diagnosis = interruption.during(search);
            starts = diagnosis instanceof Diagnosis.Agrees || diagnosis instanceof Diagnosis.Explained
                    ? interruption.during(() -> starts(run, task.config(), printed))
                    : Optional.empty();
        } catch (EngineFailure e) {
            options.command().commandLine().getOut().println(e.getMessage());
            ci.diagnosed(task.file(), task.config(), run.label(), false, List.of(String.valueOf(e.getMessage())));
            return ExitStatus.NOT_AS_EXPECTED;
        } catch (CancellationException e) {
            err.println("lockstep: interrupted; nothing was written");
            return ExitStatus.INTERRUPTED;
        }
        task.folder().write(FaultTables.diagnosis(run, diagnosis));
        starts.ifPresent(found -> task.folder().write(FaultTables.starts(run, found)));
        Optional<Run> apart =
                diagnosis instanceof Diagnosis.Explained explained ? explained.apart(run) : Optional.empty();
        apart.map(other -> RunConfig.of(other, "apart", "Tells apart what another config does not", APART_STEPS)
                        .with(task.config().like(), forms(task.config(), run, other)))
                .map(config -> ResolvedConfig.text(config, Path.of("")))
                .ifPresent(task.folder()::writeApart);
        boolean right = diagnosis instanceof Diagnosis.Agrees;
        if (!options.quiet() || !right) {
            String whose = losses == null ? candidate.fullName() : losses.toString();
            print(whose, task, run, diagnosis, starts);
            if (apart.isPresent()) {
                print(
                        DiagnosisWords.apart(
                                task.folder().folder().resolve("apart.yaml").toString()),
                        options.command().commandLine().getOut());
            }
        }
        ci.diagnosed(task.file(), task.config(), run.label(), right, DiagnosisWords.lines(diagnosis));
        return right ? ExitStatus.OK : ExitStatus.NOT_AS_EXPECTED;
    }

    /** The candidate; where there are losses, DL4J, which then plays no part. */
    private Candidate checkedCandidate() {
        Candidate candidate = candidateOptions.candidate();
        if (candidate.isDl4j() == (losses == null)) {
            throw options.wrong(
                    (losses == null ? "there is nothing to diagnose" : "there is more than one thing to diagnose")
                            + "; expected one of --losses, --against and --engine");
        }
        if (losses == null) {
            for (String option : List.of("--column", "--per", "--every")) {
                if (options.command().commandLine().getParseResult().hasMatchedOption(option)) {
                    throw options.wrong(option + " is given without --losses, which it is for");
                }
            }
        }
        return candidate;
    }

    /** What a right program would do: at the loss that the config races for, or a tenth of what answering the mean costs. */
    private Optional<Starts> starts(Run run, ExperimentConfig config, int steps) {
        Optional<Double> goal = config.race()
                .flatMap(race -> race.targets().stream()
                        .filter(target -> target.measure() == Target.Measure.LOSS)
                        .map(Target::value)
                        .findFirst());
        int printed = (steps - 1) / run.start().batches().perEpoch() + 1;
        return Starts.of(
                run,
                ScalarEngines.right(config, run),
                goal,
                config.race().map(RaceSettings::epochs),
                printed,
                options.threads());
    }

    private void print(String whose, Task task, Run run, Diagnosis diagnosis, Optional<Starts> starts) {
        PrintWriter out = options.command().commandLine().getOut();
        print(whose + " against " + run.label() + " of " + task.file() + ":", out);
        DiagnosisWords.lines(diagnosis).forEach(line -> print(line, out));
        convention(run, task.config(), diagnosis).ifPresent(line -> print(line, out));
        starts.ifPresent(found -> {
            out.println();
            StartsWords.lines(found).forEach(line -> print(line, out));
        });
        if (!options.quiet()) {
            out.println();
            print(task.folder().contents(), out);
        }
        out.flush();
    }

    /** The forms of a run of a config, for another run with its optimizer. */
    private static Map<String, List<String>> forms(ExperimentConfig config, Run run, Run other) {
        List<String> its = config.forms().getOrDefault(run.label(), List.of());
        return its.isEmpty() ? Map.of() : Map.of(other.label(), its);
    }

    /** In which forms it was judged that are not DL4J's, or that what explains it is such a form. */
    private static Optional<String> convention(Run run, ExperimentConfig config, Diagnosis diagnosis) {
        List<String> forms = config.differing(run);
        if (!forms.isEmpty()) {
            return ConventionWords.judged(config.like(), Map.of(run.label(), forms));
        }
        return diagnosis instanceof Diagnosis.Explained explained && config.isLikeDl4j()
                ? ConventionWords.explains(OptimizerKind.of(run.network().optimizer()), explained.likeliest())
                : Optional.empty();
    }

    private static void print(String paragraph, PrintWriter out) {
        TextTable.wrapped(paragraph).forEach(out::println);
    }

    private Per checkedPer() {
        return switch (per) {
            case "step" -> Per.STEP;
            case "epoch" -> Per.EPOCH;
            default -> throw options.wrong("--per is \"" + per + "\"; expected step or epoch");
        };
    }

    private Run run(Path file, ExperimentConfig config) {
        if (!config.learns()) {
            throw options.wrong(file + " has no optimizer; expected one: the faults are faults of learning");
        }
        List<Run> runs = config.runs();
        String labels = runs.stream().map(Run::label).collect(Collectors.joining(", "));
        if (optimizer == null) {
            if (runs.size() > 1) {
                throw options.wrong(file + " has the optimizers " + labels
                        + "; expected to be told which the program has," + " with --optimizer");
            }
            return runs.get(0);
        }
        return options.run(config, optimizer);
    }
}
