package lockstep.cli.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.config.ExperimentConfig;
import lockstep.config.Overrides;
import lockstep.model.Run;
import lockstep.program.TraceFile;
import lockstep.session.Task;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The arguments of every command that runs configs. */
public abstract sealed class CommonOptions {

    /** For a command that runs as many configs as it is given. */
    public static final class OfConfigs extends CommonOptions {

        @Parameters(paramLabel = "CONFIG", arity = "1..*", description = "A YAML file, or a folder of them.")
        private List<Path> configs = List.of();

        @Override
        public List<Path> configs() {
            return configs;
        }
    }

    /** For a command that takes configs, or instead of them a trace. */
    public static final class OfConfigsOrTrace extends CommonOptions {

        @Parameters(paramLabel = "CONFIG", arity = "0..*", description = "A YAML file, or a folder of them.")
        private List<Path> configs = List.of();

        @Option(
                names = "--trace",
                paramLabel = "FILE",
                description = "Judge what a program wrote down of its training, instead of CONFIGs (docs/traces.md).")
        private @Nullable Path path;

        private @Nullable TraceFile trace;

        @Override
        public List<Path> configs() {
            return configs;
        }

        /** The trace that is to be judged, if that is asked for. */
        public Optional<TraceFile> trace() throws TraceFile.WrongException {
            if (path == null || trace != null) {
                return Optional.ofNullable(trace);
            }
            if (!configs.isEmpty()) {
                throw wrong("--trace and a CONFIG are given; expected one of them: a trace has its own");
            }
            if (hasOverrides()) {
                throw wrong("--trace is given with --precision or --like; expected none: a trace says so itself");
            }
            trace = TraceFile.of(path);
            return Optional.of(trace);
        }

        public boolean hasTrace() {
            return path != null;
        }

        /** Goes on with a trace that was recorded of the config. */
        public void judge(Path recorded) throws TraceFile.WrongException {
            trace = TraceFile.of(recorded);
        }

        /**
         * The config, of one optimizer, and its file.
         *
         * @param option that wants it so
         */
        public Map.Entry<Path, ExperimentConfig> onlyConfig(String option) throws ConfigException {
            Map<Path, ExperimentConfig> read = readAll();
            var entry = read.entrySet().iterator().next();
            ExperimentConfig config = entry.getValue();
            if (read.size() != 1 || config.runs().size() != 1) {
                throw wrong(option + " is of one run; found "
                        + (read.size() != 1
                                ? read.size() + " configs"
                                : "the optimizers "
                                        + config.runs().stream().map(Run::label).collect(Collectors.joining(", ")))
                        + ", expected one");
            }
            return entry;
        }

        @Override
        public Map<Path, ExperimentConfig> readAll() throws ConfigException {
            if (trace != null) {
                return Task.config(trace);
            }
            if (configs.isEmpty()) {
                throw wrong("Missing required parameter: 'CONFIG'");
            }
            return super.readAll();
        }
    }

    /**
     * For a command that runs one config. The command line takes several all the same, so that the command itself can refuse
     * them and say why; the parser would only say that it did not expect an argument.
     */
    public static final class OfOneConfig extends CommonOptions {

        @Parameters(paramLabel = "CONFIG", arity = "1..*", hideParamSyntax = true, description = "A YAML file.")
        private List<Path> configs = List.of();

        @Override
        public List<Path> configs() {
            return configs;
        }

        /**
         * The config, read, and its file.
         *
         * @throws ParameterException if there are more
         */
        public Map.Entry<Path, ExperimentConfig> read() throws ConfigException {
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
        public Run run(ExperimentConfig config, String label) {
            return config.runs().stream()
                    .filter(run -> run.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> wrong("--optimizer is \"" + label + "\"; expected one of "
                            + config.runs().stream().map(Run::label).collect(Collectors.joining(", "))));
        }
    }

    /** For a command that takes folders of results. */
    public static final class OfFolders extends CommonOptions {

        @Parameters(paramLabel = "DIR", arity = "1..*", description = "Where the results of shards went.")
        private List<Path> folders = List.of();

        @Override
        public List<Path> configs() {
            return folders;
        }
    }

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Option(
            names = "--quiet",
            description = "Print nothing but verdicts that are not as expected, why there is none, and mistakes.")
    private boolean quiet;

    @Mixin
    private FormOptions form = new FormOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The files and folders that the command line names. */
    public abstract List<Path> configs();

    /** The configs, by their files. */
    public Map<Path, ExperimentConfig> readAll() throws ConfigException {
        var line = command.commandLine();
        return Task.configs(configs(), form.overrides(), new Screen(quiet, line.getOut(), line.getErr()));
    }

    public boolean hasOverrides() {
        return !form.overrides().equals(Overrides.NONE);
    }

    public Path out() {
        return results.out();
    }

    public int threads() {
        return results.threads();
    }

    public boolean quiet() {
        return quiet;
    }

    /** What is wrong with the command line. */
    public ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    public CommandSpec command() {
        return command;
    }
}
