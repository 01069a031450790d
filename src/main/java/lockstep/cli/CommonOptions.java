package lockstep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lockstep.config.ExperimentConfig;
import lockstep.model.Run;
import lockstep.session.Task;
import lockstep.yaml.ConfigException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The arguments of every command that runs configs. */
abstract sealed class CommonOptions {

    /** For a command that runs as many configs as it is given. */
    static final class OfConfigs extends CommonOptions {

        @Parameters(paramLabel = "CONFIG", arity = "1..*", description = "A YAML file, or a folder of them.")
        private List<Path> configs = List.of();

        @Override
        List<Path> configs() {
            return configs;
        }
    }

    /**
     * For a command that runs one config. The command line takes several all the same, so that the command itself can refuse
     * them and say why; the parser would only say that it did not expect an argument.
     */
    static final class OfOneConfig extends CommonOptions {

        @Parameters(paramLabel = "CONFIG", arity = "1..*", hideParamSyntax = true, description = "A YAML file.")
        private List<Path> configs = List.of();

        @Override
        List<Path> configs() {
            return configs;
        }

        /**
         * The config, read, and its file.
         *
         * @throws ParameterException if there are more
         */
        Map.Entry<Path, ExperimentConfig> read() throws ConfigException {
            Map<Path, ExperimentConfig> read = readAll();
            if (read.size() != 1) {
                throw wrong("found " + read.size() + " configs, expected one");
            }
            return read.entrySet().iterator().next();
        }

        /**
         * A config's run of the optimizer that {@code --optimizer} names.
         *
         * @throws ParameterException if it has none of that label
         */
        Run run(ExperimentConfig config, String label) {
            return config.runs().stream()
                    .filter(run -> run.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> wrong("--optimizer is \"" + label + "\"; expected one of "
                            + config.runs().stream().map(Run::label).collect(Collectors.joining(", "))));
        }
    }

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Option(names = "--quiet", description = "Print nothing but verdicts that are not as expected, and mistakes.")
    private boolean quiet;

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The files and folders that the command line names. */
    abstract List<Path> configs();

    /** The configs, by their files. */
    Map<Path, ExperimentConfig> readAll() throws ConfigException {
        var line = command.commandLine();
        return Task.configs(configs(), precision.named(), new Screen(quiet, line.getOut(), line.getErr()));
    }

    Path out() {
        return results.out();
    }

    int threads() {
        return results.threads();
    }

    boolean quiet() {
        return quiet;
    }

    /** What is wrong with the command line. */
    ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    CommandSpec command() {
        return command;
    }
}
