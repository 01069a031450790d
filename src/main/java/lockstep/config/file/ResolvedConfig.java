package lockstep.config.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.config.Overrides;
import lockstep.config.form.ConfigForm;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.problem.Problem;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.yaml.Form;
import lockstep.yaml.YamlText;

/** A config with every number spelled out, defaults included: exactly what was run. It reads back to an equal config. */
public final class ResolvedConfig {

    private ResolvedConfig() {}

    /**
     * The config as YAML text.
     *
     * @param folder where the text will be kept: the paths of files of examples are written relative to it
     */
    public static String text(ExperimentConfig config, Path folder) {
        Form<ExperimentConfig> form = ConfigForm.of(faults(config), problems(config.data()), Overrides.NONE);
        DataSource source = config.data().source().moved(file -> seenFrom(folder, file));
        return YamlText.of(form.write(with(
                config,
                config.data().withSource(source),
                values -> new Init.Values(values.rows(), values.file().map(file -> seenFrom(folder, file))))));
    }

    /**
     * The config as text that names no file: weights to start from are written out, and the examples are kept elsewhere. {@link
     * ConfigReader#ConfigReader(FaultNames, Data)} reads it.
     */
    public static String withoutExamples(ExperimentConfig config) {
        Form<ExperimentConfig> form = ConfigForm.of(faults(config), config.data());
        return YamlText.of(form.write(with(config, config.data(), values -> new Init.Values(values.rows()))));
    }

    private static FaultNames faults(ExperimentConfig config) {
        List<String> known = config.faults().values().stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        return new FaultNames(known, (run, names) -> Optional.empty());
    }

    private static List<Problem> problems(Data data) {
        return data.source() instanceof DataSource.BuiltIn source ? List.of(source.problem()) : List.of();
    }

    private static ExperimentConfig with(ExperimentConfig config, Data data, UnaryOperator<Init.Values> starts) {
        NetworkSpec network = config.anyRun().network();
        List<LayerSpec> layers = network.layers().stream()
                .map(layer -> layer.init() instanceof Init.Values values ? layer.withInit(starts.apply(values)) : layer)
                .toList();
        return config.with(data, network.withLayers(layers));
    }

    private static Path seenFrom(Path folder, Path file) {
        Path from = folder.toAbsolutePath().normalize();
        Path to = file.toAbsolutePath().normalize();
        boolean reachable =
                !file.isAbsolute() && Objects.equals(from.getRoot(), to.getRoot()); // not from drive to drive
        return reachable ? from.relativize(to) : file;
    }
}
