package lockstep.config.form;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.data.CsvTable;
import lockstep.data.Data;
import lockstep.data.DataException;
import lockstep.data.DataSource;
import lockstep.yaml.Fields;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.ListOf;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Text;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** {@code {csv: FILE, inputs: [a, b], targets: [c]}}, or {@code class: c} instead of targets: columns of a CSV file. */
final class CsvForm {

    static final String CSV = "csv";

    private static final ListOf<String> NAMES = new ListOf<>("column names", Text.SOME);

    private static final Key<Data, String> FILE = Key.required(
            CSV,
            "a CSV file; its path is relative to the config's folder",
            Text.SOME,
            data -> source(data).file().toString().replace('\\', '/'));
    private static final Key<Data, List<String>> INPUTS = Key.required(
            "inputs", "the input columns", NAMES, data -> source(data).inputs());
    private static final Key<Data, Optional<List<String>>> TARGETS = Key.maybe(
            "targets",
            "the target columns",
            NAMES,
            data -> Optional.of(source(data).targets()).filter(names -> !names.isEmpty()));
    private static final Key<Data, Optional<String>> CLASS = Key.maybe(
            "class",
            "a text column instead of targets: one output per class, 1 for its examples; classes are sorted as text",
            Text.SOME,
            data -> source(data).classColumn());

    static final Form<Data> FORM = new Fields<>("the data", keys(), CsvForm::fits, CsvForm::load);

    private CsvForm() {}

    private static List<Key<Data, ?>> keys() {
        List<Key<Data, ?>> keys = new ArrayList<>(List.of(FILE, INPUTS, TARGETS, CLASS));
        keys.addAll(PreparationForm.KEYS);
        return keys;
    }

    private static DataSource.Csv source(Data data) {
        return (DataSource.Csv) data.source();
    }

    private static boolean fits(Fields.Found found) {
        boolean targets = found.maybe(TARGETS).flatMap(names -> names).isPresent();
        boolean classes = found.maybe(CLASS).flatMap(name -> name).isPresent();
        if (targets && classes) {
            found.report(CLASS, "found both targets and class, expected only one of them");
        } else if (!targets
                && !classes
                && found.maybe(TARGETS).isPresent()
                && found.maybe(CLASS).isPresent()) {
            found.report(FILE, "found csv without targets or class, expected one of them");
        }
        return targets != classes;
    }

    private static @Nullable Data load(Fields.Found found) {
        Mistakes reading = found.reading();
        try {
            Path file = reading.beside(found.get(FILE));
            CsvTable table = CsvTable.read(file);
            int before = reading.problems().size();
            checkColumns(found.at(INPUTS), found.get(INPUTS), table, reading);
            checkColumns(found.at(TARGETS), found.get(TARGETS).orElse(List.of()), table, reading);
            checkColumns(found.at(CLASS), found.get(CLASS).stream().toList(), table, reading);
            checkRoles(found, reading);
            if (reading.problems().size() > before) {
                return null;
            }
            DataSource.Csv source = new DataSource.Csv(
                    file, found.get(INPUTS), found.get(TARGETS).orElse(List.of()), found.get(CLASS));
            return PreparationForm.prepare(found, source, source.examples(table));
        } catch (InvalidPathException e) {
            found.report(FILE, "found a path that cannot be a file: " + e.getMessage());
        } catch (DataException e) {
            String message = String.valueOf(e.getMessage());
            if (e.line() > 0) {
                reading.report(e.file().toString(), Math.toIntExact(e.line()), 0, message);
            } else {
                found.report(FILE, e.file() + ": " + message);
            }
        }
        return null;
    }

    /** Reports the names that are not columns of the table; the node is one name or a list of them. */
    private static void checkColumns(Yaml node, List<String> names, CsvTable table, Mistakes reading) {
        for (int i = 0; i < names.size(); i++) {
            if (!table.columns().contains(names.get(i))) {
                Yaml.Place place = node.item(i).orElse(node).place();
                reading.unknown(place, "column", names.get(i), table.columns());
            }
        }
    }

    /** Reports a column that is used twice. A target that is also an input tells the network the answer. */
    private static void checkRoles(Fields.Found found, Mistakes reading) {
        List<String> inputs = found.get(INPUTS);
        checkOnce(found.at(INPUTS), inputs, List.of(), reading);
        checkOnce(found.at(TARGETS), found.get(TARGETS).orElse(List.of()), inputs, reading);
        checkOnce(found.at(CLASS), found.get(CLASS).stream().toList(), inputs, reading);
    }

    private static void checkOnce(Yaml node, List<String> names, List<String> inputs, Mistakes reading) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Yaml.Place place = node.item(i).orElse(node).place();
            String column = "found the column \"" + Yaml.shortened(name) + "\" ";
            if (names.indexOf(name) < i) {
                reading.report(place, column + "twice, expected it once");
            } else if (inputs.contains(name)) {
                reading.report(
                        place,
                        column + "here and among the inputs, expected it in one place: a network that is given the"
                                + " answer learns nothing else");
            }
        }
    }
}
