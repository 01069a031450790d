package lockstep.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The arguments of every command that runs configs. */
public abstract sealed class CommonOptions {

    /** For a command that runs as many configs as it is given. */
    static final class OfConfigs extends CommonOptions {

        @Parameters(paramLabel = "CONFIG", arity = "1..*", description = "A YAML file, or a folder of them.")
        private List<Path> configs = List.of();

        @Override
        public List<Path> configs() {
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
        public List<Path> configs() {
            return configs;
        }
    }

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where the results go: into DIR/NAME, NAME being the config's (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("results");

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Arguments.Count.class,
            description =
                    "How many runs are computed at a time (default: the machine's cores). No result depends on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quiet", description = "Print nothing but verdicts that are not as expected, and mistakes.")
    private boolean quiet;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The files and folders that the command line names. */
    public abstract List<Path> configs();

    public Path out() {
        return out;
    }

    public int threads() {
        return threads;
    }

    public boolean quiet() {
        return quiet;
    }

    public CommandSpec command() {
        return command;
    }
}
