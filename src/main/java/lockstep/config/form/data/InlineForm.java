package lockstep.config.form.data;

import java.util.ArrayList;
import java.util.List;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.yaml.Fields;
import lockstep.yaml.Key;
import lockstep.yaml.ListOf;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** {@code {inputs: [[0, 0], [0, 1]], targets: [[0], [1]]}}: examples written in the config itself. */
final class InlineForm {

    static final Key<Data, List<List<Double>>> INPUTS = Key.required(
            "inputs",
            "one row of numbers per example",
            ListOf.ROWS,
            data -> source(data).inputs());
    static final Key<Data, List<List<Double>>> TARGETS = Key.required(
            "targets",
            "one row of numbers per example",
            ListOf.ROWS,
            data -> source(data).targets());

    static final Fields<Data> FORM = new Fields<>("the data", keys(), InlineForm::fits, InlineForm::create);

    private InlineForm() {}

    private static List<Key<Data, ?>> keys() {
        List<Key<Data, ?>> keys = new ArrayList<>(List.of(INPUTS, TARGETS));
        keys.addAll(PreparationForm.KEYS);
        return keys;
    }

    private static DataSource.Inline source(Data data) {
        return (DataSource.Inline) data.source();
    }

    private static @Nullable Data create(Fields.Found found) {
        DataSource.Inline source = new DataSource.Inline(found.get(INPUTS), found.get(TARGETS));
        return PreparationForm.prepare(found, source, source.examples());
    }

    private static boolean fits(Fields.Found found) {
        boolean evenInputs = areEven(found, INPUTS);
        boolean evenTargets = areEven(found, TARGETS);
        int inputs = found.maybe(INPUTS).map(List::size).orElse(0);
        int targets = found.maybe(TARGETS).map(List::size).orElse(0);
        if (inputs > 0 && targets > 0 && inputs != targets) {
            found.report(TARGETS, "found " + targets + " target rows, expected " + inputs + ", as many as input rows");
            return false;
        }
        return evenInputs && evenTargets;
    }

    /** Whether all rows are as wide as the first. */
    private static boolean areEven(Fields.Found found, Key<Data, List<List<Double>>> key) {
        List<List<Double>> rows = found.maybe(key).orElse(List.of());
        boolean even = true;
        for (int row = 1; row < rows.size(); row++) {
            int width = rows.get(row).size();
            int expected = rows.get(0).size();
            if (width != expected) {
                Yaml node = found.at(key).item(row).orElseThrow();
                found.reading()
                        .report(
                                node.place(),
                                "found a row of " + width + ", expected " + expected + ", as many as in the first");
                even = false;
            }
        }
        return even;
    }
}
