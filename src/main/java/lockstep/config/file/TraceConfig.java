package lockstep.config.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.config.Overrides;
import lockstep.config.form.ConfigForm;
import lockstep.config.form.OtherNames;
import lockstep.data.problem.Problem;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;
import lockstep.yaml.YamlParser;

/**
 * The config of a trace. Its first line has what a config has under other names, or in another place; each value is read by the
 * form that reads it in a config, so that a mistake has its column and the same words.
 *
 * <pre>
 *   layers, weights[l]            network: {layers: [{..., init: {values: weights[l]}}]}
 *   optimizer: {kind: k, ...}     optimizers: {k: {k: {...}}}
 *   forms: [entry, ...]           forms: {k: [entry, ...]}
 *   inputs, targets of a step     data: {inputs: .., targets: ..}; their number is the batch size
 * </pre>
 */
public final class TraceConfig {

    /** The keys that mean in a trace what they mean in a config. */
    private static final List<String> SAME = List.of(
            "name", "description", "loss", "gradient", "flat_spot", "error_dead_zone", "schedule", "precision", "like");

    private static final List<String> KNOWN = List.of(
            "op",
            "inputs",
            "layers",
            "optimizer",
            "weights",
            "steps_per_epoch",
            "name",
            "description",
            "loss",
            "gradient",
            "flat_spot",
            "error_dead_zone",
            "schedule",
            "precision",
            "like",
            "forms");

    private final Mistakes reading;
    private final Yaml.Mapping init;
    private final Yaml.Mapping step;

    private TraceConfig(Mistakes reading, Yaml.Mapping init, Yaml.Mapping step) {
        this.reading = reading;
        this.init = init;
        this.step = step;
    }

    /**
     * The config: one optimizer, and the examples of the first step.
     *
     * @param init the trace's first line
     * @param first its first step
     * @param steps how many there are
     */
    public static ExperimentConfig read(Path file, String init, String first, int steps) throws ConfigException {
        Mistakes reading = new Mistakes(file, OtherNames.OF_LIBRARIES, Progress.Display.NONE);
        Optional<ExperimentConfig> config = YamlParser.parse(init, reading)
                .flatMap(header -> YamlParser.parse('\n' + first, reading) // its place is the second line
                        .flatMap(step -> config(reading, header, step, steps)));
        if (config.isEmpty() || !reading.problems().isEmpty()) {
            throw new ConfigException(reading.problems());
        }
        return config.get();
    }

    private static Optional<ExperimentConfig> config(Mistakes reading, Yaml header, Yaml first, int steps) {
        if (!(header instanceof Yaml.Mapping init) || !isText(header.value("op"), "init")) {
            reading.expected(header, "a trace, which begins with {\"op\": \"init\", ...}");
            return Optional.empty();
        }
        if (!(first instanceof Yaml.Mapping step)) {
            reading.expected(first, "a step: {\"inputs\": [[...]], \"targets\": [[...]], \"loss\": ...}");
            return Optional.empty();
        }
        init.entries().forEach((key, entry) -> {
            if (!KNOWN.contains(key)) {
                reading.unknown(entry.place(), "key", key, KNOWN);
            }
        });
        Yaml config = new TraceConfig(reading, init, step).config(steps);
        return Optional.ofNullable(
                ConfigForm.of(FaultNames.NONE, Problem.ALL, Overrides.NONE).read(config, reading));
    }

    private Yaml config(int steps) {
        Map<String, Yaml> config = new LinkedHashMap<>();
        SAME.forEach(key -> init.value(key).ifPresent(value -> config.put(key, value)));
        config.put("data", mapping(step.place(), step, List.of("inputs", "targets")));
        config.put("network", mapping(Map.of("layers", layers())));
        config.put("optimizers", optimizers());
        init.value("forms")
                .ifPresent(forms -> kind().ifPresent(kind -> config.put("forms", mapping(Map.of(kind.text(), forms)))));
        config.put(
                "batch_size",
                number(step.value("inputs")
                        .filter(Yaml.Sequence.class::isInstance)
                        .map(Yaml.Sequence.class::cast)
                        .map(rows -> rows.items().size())
                        .orElse(1)));
        config.put("seed", number(1));
        config.put("verify", mapping(Map.of("steps", number(steps))));
        return mapping(config);
    }

    /** The layers, each with its weights as its init. */
    private Yaml layers() {
        Yaml layers = init.value("layers").orElse(new Yaml.Sequence(init.place(), List.of()));
        if (!(layers instanceof Yaml.Sequence list)) {
            return layers;
        }
        Optional<Yaml> weights = init.value("weights");
        if (!weights.filter(given -> given instanceof Yaml.Sequence all
                        && all.items().size() == list.items().size())
                .isPresent()) {
            reading.report(
                    weights.map(Yaml::place).orElse(init.place()),
                    "found " + weights.map(Yaml::found).orElse("no weights")
                            + ", expected the weights that training started from, [layer][row][unit], of "
                            + list.items().size() + " layers");
            return new Yaml.Unreadable(layers.place());
        }
        List<Yaml> started = new ArrayList<>();
        for (int l = 0; l < list.items().size(); l++) {
            Yaml layer = list.items().get(l);
            Yaml values = weights.flatMap(all -> all.item(started.size())).orElseThrow();
            started.add(
                    layer instanceof Yaml.Mapping mapping
                            ? with(mapping, "init", mapping(Map.of("values", values)))
                            : layer);
        }
        return new Yaml.Sequence(layers.place(), started);
    }

    /** {@code {kind: adam, beta1: 0.9}} as {@code {adam: {adam: {beta1: 0.9}}}}. */
    private Yaml optimizers() {
        Optional<Yaml> optimizer = init.value("optimizer");
        Optional<Yaml.Scalar> kind = kind();
        if (optimizer.isEmpty() || kind.isEmpty()) {
            Yaml place = optimizer.orElse(init);
            reading.report(
                    place.place(), "found no optimizer, expected {\"kind\": \"adam\", \"learning_rate\": 0.001, ...}");
            return new Yaml.Unreadable(place.place());
        }
        Map<String, Yaml.Entry> values = new LinkedHashMap<>(((Yaml.Mapping) optimizer.get()).entries());
        values.remove("kind");
        String name = kind.get().text();
        Yaml.Place place = kind.get().place();
        Yaml labelled = new Yaml.Mapping(
                place,
                Map.of(
                        name,
                        new Yaml.Entry(place, new Yaml.Mapping(optimizer.get().place(), values))));
        return new Yaml.Mapping(place, Map.of(name, new Yaml.Entry(place, labelled)));
    }

    private Optional<Yaml.Scalar> kind() {
        return init.value("optimizer")
                .flatMap(found -> found.value("kind"))
                .filter(Yaml.Scalar.class::isInstance)
                .map(Yaml.Scalar.class::cast);
    }

    private Yaml mapping(Map<String, Yaml> values) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        values.forEach((key, value) -> entries.put(key, new Yaml.Entry(value.place(), value)));
        return new Yaml.Mapping(init.place(), entries);
    }

    private static Yaml mapping(Yaml.Place place, Yaml.Mapping from, List<String> keys) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>(from.entries());
        entries.keySet().retainAll(keys);
        return new Yaml.Mapping(place, entries);
    }

    private static Yaml with(Yaml.Mapping mapping, String key, Yaml value) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>(mapping.entries());
        entries.put(key, new Yaml.Entry(value.place(), value));
        return new Yaml.Mapping(mapping.place(), entries);
    }

    private Yaml number(int value) {
        return new Yaml.Scalar(init.place(), Integer.toString(value), true);
    }

    private static boolean isText(Optional<Yaml> value, String text) {
        return value.filter(found ->
                        found instanceof Yaml.Scalar scalar && scalar.text().equals(text))
                .isPresent();
    }
}
