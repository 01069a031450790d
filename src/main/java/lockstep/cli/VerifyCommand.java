package lockstep.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import lockstep.config.ExperimentConfig;
import lockstep.dl4j.UnsupportedNetworkException;
import lockstep.session.Model;
import lockstep.session.Plan;
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
            "Example: a network that DL4J's ModelSerializer has saved",
            "  lockstep verify model.zip --data rows.csv",
            "",
            "Exit status 0: every verdict is as expected (agree, or what the config's",
            "`expect` says); 1: some verdict is not."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Mixin
    private CommonOptions options = new CommonOptions.OfConfigs();

    @Mixin
    private CandidateOptions candidate = new CandidateOptions();

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
    public Integer call() {
        boolean ofModel = options.configs().stream().anyMatch(Model::isOne);
        if (!ofModel && data == null) {
            return new Invocation(options, candidate.candidate(), interruption).run(Plan.VERIFY);
        }
        if (!ofModel
                || data == null
                || options.configs().size() > 1
                || !candidate.candidate().isDl4j()) {
            throw options.wrong("a model.zip is verified by itself, with --data and without --against or --engine");
        }
        return ofModel(options.configs().get(0), data);
    }

    private int ofModel(Path zip, Path examples) {
        try {
            Model model = Model.read(zip);
            ExperimentConfig config = model.config(model.examples(examples, Progress.Display.NONE));
            return new Invocation(options, model.candidate(config), interruption).run(Plan.VERIFY, Map.of(zip, config));
        } catch (ConfigException | UnsupportedNetworkException e) {
            options.command().commandLine().getErr().println(e.getMessage());
            return ExitStatus.WRONG_INPUT;
        }
    }
}
