package lockstep.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lockstep.cli.option.CommonOptions;
import lockstep.cli.option.ExitStatus;
import lockstep.config.ExperimentConfig;
import lockstep.dl4j.ExportedProgram;
import lockstep.model.Run;
import lockstep.session.Candidate;
import lockstep.session.Plan;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Prints a config as a program in Java that trains the same network on DL4J alone.",
        footer = {
            "",
            "Example: its losses are DL4J's of `verify`, bit for bit",
            "  lockstep export configs/iris.yaml --optimizer adam > Iris.java",
            "",
            "What DL4J has no class for is named (docs/library.md)."
        })
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions.OfOneConfig options = new CommonOptions.OfOneConfig();

    @Option(
            names = "--optimizer",
            paramLabel = "LABEL",
            description = "Which optimizer of the config it has (default: the only one).")
    private @Nullable String optimizer;

    @Override
    public Integer call() throws ConfigException {
        var line = options.command().commandLine();
        Map.Entry<Path, ExperimentConfig> read = options.read();
        ExperimentConfig config = read.getValue();
        Optional<String> whyNot = Candidate.dl4j().whyItCannotCompute(config, Plan.VERIFY);
        if (whyNot.isPresent()) {
            line.getErr().println(read.getKey() + ": " + whyNot.get());
            return ExitStatus.WRONG_INPUT;
        }
        Run run = optimizer == null ? only(config) : options.run(config, optimizer);
        line.getOut()
                .print(ExportedProgram.text(
                        className(config.name()), run, config.verify().steps()));
        line.getOut().flush();
        return ExitStatus.OK;
    }

    private Run only(ExperimentConfig config) {
        if (config.runs().size() != 1) {
            throw options.wrong("found the optimizers "
                    + config.runs().stream().map(Run::label).collect(Collectors.joining(", "))
                    + "; expected to be told which the program has, with --optimizer");
        }
        return config.runs().get(0);
    }

    /** {@code two_spirals} as {@code TwoSpirals}; a name that begins with a digit gets a word before it. */
    private static String className(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return words.length() == 0 || Character.isDigit(words.charAt(0)) ? "Config" + words : words.toString();
    }
}
