package lockstep.config.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.config.Overrides;
import lockstep.config.form.ConfigForm;
import lockstep.config.form.OtherNames;
import lockstep.data.Data;
import lockstep.data.file.DataException;
import lockstep.data.problem.Problem;
import lockstep.work.Progress;
import lockstep.work.Reason;
import lockstep.yaml.ConfigException;
import lockstep.yaml.ConfigProblem;
import lockstep.yaml.Form;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;
import lockstep.yaml.YamlParser;
import lockstep.yaml.YamlText;

/** Reads configs. All the mistakes of a config come at once, in a {@link ConfigException}. */
public final class ConfigReader {

    private final Form<ExperimentConfig> form;
    private final Progress.Display display;

    /** A reader of configs that plant no faults. */
    public ConfigReader() {
        this(FaultNames.NONE);
    }

    /**
     * A reader of configs.
     *
     * @param faults the faults that a config may name
     */
    public ConfigReader(FaultNames faults) {
        this(faults, Overrides.NONE, Progress.Display.NONE);
    }

    /**
     * A reader for a person.
     *
     * @param overrides what is not as the configs say
     * @param display sees the reading of large files
     */
    public ConfigReader(FaultNames faults, Overrides overrides, Progress.Display display) {
        this(faults, Problem.ALL, overrides, display);
    }

    public ConfigReader(List<Problem> problems) {
        this(FaultNames.NONE, problems, Overrides.NONE, Progress.Display.NONE);
    }

    /** A reader of configs whose examples are kept elsewhere ({@link ResolvedConfig#withoutExamples}). */
    public ConfigReader(FaultNames faults, Data given) {
        this.display = Progress.Display.NONE;
        this.form = ConfigForm.of(faults, given);
    }

    private ConfigReader(FaultNames faults, List<Problem> problems, Overrides overrides, Progress.Display display) {
        this.display = display;
        this.form = ConfigForm.of(faults, problems, overrides);
    }

    /** The config in a file. */
    public ExperimentConfig read(Path file) throws ConfigException {
        return readAll(List.of(file)).get(0);
    }

    /** The configs in some files, in their order. No two may have the same name: their results would share a folder. */
    public List<ExperimentConfig> readAll(List<Path> files) throws ConfigException {
        List<ConfigProblem> problems = new ArrayList<>();
        List<ExperimentConfig> configs = new ArrayList<>();
        Map<String, Path> fileOf = new HashMap<>();
        for (Path file : files) {
            Mistakes reading = new Mistakes(file, OtherNames.OF_LIBRARIES, display);
            bytes(file, reading).flatMap(bytes -> read(bytes, reading)).ifPresent(config -> {
                Path other = fileOf.putIfAbsent(config.name().toLowerCase(Locale.ROOT), file);
                if (other != null) {
                    reading.report(
                            "found the name \"" + config.name() + "\" again, expected another: " + other + " has it");
                }
                configs.add(config);
            });
            problems.addAll(reading.problems());
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return List.copyOf(configs);
    }

    /**
     * The config in a text.
     *
     * @param file the name that problems give, and the place that relative paths start from; it need not exist
     */
    public ExperimentConfig read(String text, Path file) throws ConfigException {
        return read(text.getBytes(StandardCharsets.UTF_8), file);
    }

    ExperimentConfig read(byte[] bytes, Path file) throws ConfigException {
        Mistakes reading = new Mistakes(file, OtherNames.OF_LIBRARIES, display);
        Optional<ExperimentConfig> config = read(bytes, reading);
        if (config.isEmpty() || !reading.problems().isEmpty()) {
            throw new ConfigException(reading.problems());
        }
        return config.get();
    }

    /** The line of a config on which an optimizer's label stands, counted from 1; 0 if its file is none that says so. */
    public static int lineOf(String label, Path file) {
        Mistakes aside = new Mistakes(file);
        return Optional.of(file)
                .filter(Files::isRegularFile) // a pipe was read already
                .flatMap(path -> bytes(path, aside))
                .flatMap(bytes -> tree(bytes, aside))
                .flatMap(root -> root.value("optimizers"))
                .map(optimizers -> optimizers instanceof Yaml.Mapping mapping
                        ? mapping.entries().get(label)
                        : null)
                .map(entry -> entry.place().line())
                .orElse(0);
    }

    private Optional<ExperimentConfig> read(byte[] bytes, Mistakes reading) {
        return tree(bytes, reading).flatMap(root -> Optional.ofNullable(form.read(root, reading)));
    }

    private static Optional<Yaml> tree(byte[] bytes, Mistakes reading) {
        return YamlText.decode(bytes, reading).flatMap(text -> YamlParser.parse(text, reading));
    }

    private static Optional<byte[]> bytes(Path file, Mistakes reading) {
        if (Files.isDirectory(file)) {
            reading.report("found a folder, expected a config (a YAML file)");
        } else if (!Files.exists(file)) {
            reading.report("found " + DataException.missing(file) + ", expected a config (a YAML file)");
        } else {
            try {
                return Optional.of(YamlText.read(file));
            } catch (IOException e) {
                reading.report("found a file that cannot be read (" + Reason.of(e) + "), expected a config");
            }
        }
        return Optional.empty();
    }
}
