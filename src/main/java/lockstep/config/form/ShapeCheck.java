package lockstep.config.form;

import java.util.Optional;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.yaml.Key;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;

/**
 * Whether data, layers and explicit weights fit each other. It looks at the text itself, layer by layer, so that it finds a
 * misfit even in a layer with another mistake, and can point at the row.
 */
final class ShapeCheck {

    private static final long MOST_WEIGHTS = 10_000_000;

    private final Mistakes reading;

    private ShapeCheck(Mistakes reading) {
        this.reading = reading;
    }

    /**
     * Whether all of it fits; if not, that is reported.
     *
     * @param network the text of the network
     * @param examples the data, if it could be read
     */
    static boolean fits(Yaml network, Optional<Examples> examples, Mistakes reading) {
        int before = reading.problems().size();
        network.value(NetworkForm.LAYERS.name())
                .ifPresent(layers -> new ShapeCheck(reading).checkLayers(layers, examples));
        return reading.problems().size() == before;
    }

    private void checkLayers(Yaml layers, Optional<Examples> examples) {
        Optional<Integer> inputs = examples.map(Examples::inputs);
        long weights = 0;
        Yaml layer = layers;
        for (int l = 0; layers.item(l).isPresent(); l++) {
            layer = layers.item(l).get();
            Optional<Integer> units = read(NetworkForm.UNITS, layer);
            Optional<Boolean> bias = read(NetworkForm.BIAS, layer);
            checkRows(layer, inputs, bias);
            checkColumns(layer, units);
            checkFile(layer, inputs, units, bias);
            weights += (inputs.orElse(0) + 1L) * units.orElse(0);
            inputs = units;
        }
        if (weights > MOST_WEIGHTS) {
            reading.report(
                    layers.place(), "found layers with " + weights + " weights, expected at most " + MOST_WEIGHTS);
        }
        if (inputs.isPresent()
                && examples.isPresent()
                && inputs.get() != examples.get().outputs()) {
            Yaml units = layer.value(NetworkForm.UNITS.name()).orElse(layer);
            reading.report(
                    units.place(),
                    "found " + count(inputs.get(), "unit") + " in the last layer, expected "
                            + examples.get().outputs() + ": one per target of the data");
        }
    }

    private void checkRows(Yaml layer, Optional<Integer> inputs, Optional<Boolean> bias) {
        Optional<Yaml> values = values(layer);
        if (values.isEmpty() || inputs.isEmpty() || bias.isEmpty()) {
            return;
        }
        int expected = inputs.get() + (bias.get() ? 1 : 0);
        int found = size(values.get());
        if (found != expected) {
            reading.report(
                    values.get().place(),
                    "found " + count(found, "row") + " of weights, expected " + expected + ": one per input ("
                            + inputs.get() + ")" + (bias.get() ? ", then the bias row" : "; the layer has no bias"));
        }
    }

    private void checkColumns(Yaml layer, Optional<Integer> units) {
        Optional<Yaml> values = values(layer);
        if (values.isEmpty() || units.isEmpty()) {
            return;
        }
        for (int row = 0; row < size(values.get()); row++) {
            Yaml weights = values.get().item(row).orElseThrow();
            if (size(weights) != units.get()) {
                reading.report(
                        weights.place(),
                        "found " + count(size(weights), "weight") + " in the row, expected " + units.get()
                                + ": one per unit");
            }
        }
    }

    private void checkFile(Yaml layer, Optional<Integer> inputs, Optional<Integer> units, Optional<Boolean> bias) {
        Optional<Yaml> file = layer.value(NetworkForm.INIT.name()).flatMap(init -> init.value(InitForm.FILE_KEY));
        if (file.isEmpty() || inputs.isEmpty() || units.isEmpty() || bias.isEmpty()) {
            return;
        }
        int rows = inputs.get() + (bias.get() ? 1 : 0);
        read(NetworkForm.INIT, layer)
                .map(Init.Values.class::cast)
                .filter(values -> values.rows().length != rows || values.rows()[0].length != units.get())
                .ifPresent(values -> reading.report(
                        file.get().place(),
                        "found " + count(values.rows().length, "row") + " of "
                                + count(values.rows()[0].length, "weight") + " in the file, expected " + rows + " of "
                                + units.get() + ": one per input" + (bias.get() ? ", then the bias row" : "")
                                + "; a column per unit"));
    }

    /** The rows of explicit weights, if there are any and they are rows of numbers. */
    private Optional<Yaml> values(Yaml layer) {
        return read(NetworkForm.INIT, layer)
                        .filter(init -> init instanceof Init.Values values
                                && values.file().isEmpty())
                        .isPresent()
                ? layer.value(NetworkForm.INIT.name()).flatMap(init -> init.value(InitForm.VALUES_KEY))
                : Optional.empty();
    }

    /** A value of a layer, if it could be read; if not, that was reported when the layer was read. */
    private <T> Optional<T> read(Key<?, T> key, Yaml layer) {
        Optional<Yaml> node = layer.value(key.name());
        return node.isPresent()
                ? Optional.ofNullable(key.form().read(node.get(), reading.aside()))
                : Optional.ofNullable(key.byDefault());
    }

    private static int size(Yaml list) {
        return ((Yaml.Sequence) list).items().size();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
