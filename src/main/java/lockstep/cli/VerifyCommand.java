package lockstep.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import lockstep.cli.option.CandidateOptions;
import lockstep.cli.option.CommonOptions;
import lockstep.cli.option.ExitStatus;
import lockstep.cli.option.Screen;
import lockstep.config.ExperimentConfig;
import lockstep.model.EngineFailure;
import lockstep.model.Run;
import lockstep.program.Program;
import lockstep.program.TraceFile;
import lockstep.results.file.UnwritableException;
import lockstep.session.Candidate;
import lockstep.session.Model;
import lockstep.session.Plan;
import lockstep.session.Recording;
import lockstep.work.Interruption;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = "Verifies that the scalar network and DL4J's, or your own, agree, step by step.",
        footer = {
            "",
            "Example: every config of a folder, on one thread",
            "  lockstep verify --threads 1 configs",
            "Example: a program of yours instead of DL4J",
            "  lockstep verify configs/dense.yaml --against \"python3 examples/bpnn.py\"",
            "Example: a network that was trained elsewhere, and recorded",
            "  lockstep verify --trace run.jsonl",
            "Example: a network that DL4J's ModelSerializer has saved",
            "  lockstep verify model.zip --data rows.csv",
            "",
            "Exit status 0: every verdict is as expected (agree, or what the config's",
            "`expect` says); 1: some verdict is not."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Mixin
    private CommonOptions.OfConfigsOrTrace options = new CommonOptions.OfConfigsOrTrace();

    @Mixin
    private CandidateOptions candidate = new CandidateOptions();

    @Mixin
    private CiReport ci = new CiReport();

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Ask the program of --against once only, write down what it answers, and judge that trace.")
    private @Nullable Path record;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description =
                    "What a model.zip of DL4J's, given instead of a config, is trained with: a CSV file, the inputs"
                            + " first, then the targets or a class; or the .bin of DL4J's DataSet.save.")
    private @Nullable Path data;

    VerifyCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws ConfigException {
        try (Candidate other = candidate.candidate()) {
            return verify(other);
        }
    }

    private int verify(Candidate other) throws ConfigException {
        boolean ofModel = options.configs().stream().anyMatch(Model::isOne);
        if (ofModel || data != null) {
            if (!ofModel || data == null || options.configs().size() > 1 || !other.isDl4j() || options.hasTrace()) {
                throw options.wrong(
                        "a model.zip is verified by itself, with --data and without --against, --engine or --trace");
            }
            return ofModel(options.configs().get(0), data);
        }
        Path model = candidate.model();
        if (options.hasTrace() && (!other.isDl4j() || model != null)) {
            throw options.wrong("--trace is given with --against or --engine; expected one of them");
        }
        if (record != null && other.program().isEmpty()) {
            throw options.wrong("--record is given without --against, which it is for");
        }
        if (model != null) {
            return against(model);
        }
        PrintWriter err = options.command().commandLine().getErr();
        Candidate judged = other;
        try {
            if (record != null) {
                record(other.program().orElseThrow(), record, err);
            }
            judged = options.trace().map(Candidate::trace).orElse(other);
        } catch (TraceFile.WrongException | UnwritableException e) {
            err.println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        } catch (CancellationException e) {
            err.println("lockstep: interrupted; what was recorded is in " + record);
            return ExitStatus.INTERRUPTED;
        }
        return new Invocation(options, judged, ci, interruption).run(Plan.VERIFY);
    }

    /** Runs the program once, and goes on with the trace of it. */
    private void record(Program program, Path file, PrintWriter err) throws ConfigException, TraceFile.WrongException {
        ExperimentConfig config = options.onlyConfig("--record").getValue();
        Run run = config.runs().get(0);
        int steps = config.verify().steps();
        Screen screen =
                new Screen(options.quiet(), options.command().commandLine().getOut(), err);
        try (Progress.Shown progress = screen.show(config.name() + ": recording, step", steps)) {
            Recording.write(program, run, steps, file, interruption, progress);
        } catch (EngineFailure e) {
            err.println("lockstep: " + e.getMessage());
        }
        options.judge(file);
    }

    /** A config says what a model with activations, a loss or an updater of the user's own has to compute. */
    private int against(Path zip) throws ConfigException {
        Map.Entry<Path, ExperimentConfig> right = options.onlyConfig("--against a model.zip");
        Model model = Model.against(zip, candidate.classes(), right.getValue());
        return judge(model, right.getKey(), model.from(right.getKey(), right.getValue()));
    }

    private int ofModel(Path zip, Path examples) throws ConfigException {
        Model model = Model.read(zip);
        return judge(model, zip, model.config(model.examples(examples, Progress.Display.NONE)));
    }

    private int judge(Model model, Path file, ExperimentConfig config) throws ConfigException {
        return new Invocation(options, model.candidate(config), ci, interruption)
                .run(Plan.VERIFY, Map.of(file, config));
    }
}
