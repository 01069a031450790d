package lockstep.config.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.config.Overrides;
import lockstep.config.form.ConfigForm;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.Problem;
import lockstep.model.Init;
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
        return YamlText.of(form.write(seenFrom(folder, config)));
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

    private static ExperimentConfig seenFrom(Path folder, ExperimentConfig config) {
        DataSource moved = config.data().source().moved(file -> seenFrom(folder, file));
        return new ExperimentConfig(
                config.name(),
                config.description(),
                config.data().withSource(moved),
                config.anyRun().withNetwork(seenFrom(folder, config.anyRun().network())),
                config.runs(),
                config.searches(),
                config.verify(),
                config.race(),
                config.expectation(),
                config.adequacy(),
                config.print(),
                config.faults(),
                config.gradients(),
                config.like(),
                config.forms());
    }

    private static NetworkSpec seenFrom(Path folder, NetworkSpec network) {
        return network.withLayers(network.layers().stream()
                .map(layer -> layer.init() instanceof Init.Values values
                        ? layer.withInit(
                                new Init.Values(values.rows(), values.file().map(file -> seenFrom(folder, file))))
                        : layer)
                .toList());
    }

    private static Path seenFrom(Path folder, Path file) {
        Path from = folder.toAbsolutePath().normalize();
        Path to = file.toAbsolutePath().normalize();
        boolean reachable =
                !file.isAbsolute() && Objects.equals(from.getRoot(), to.getRoot()); // not from drive to drive
        return reachable ? from.relativize(to) : file;
    }
}
