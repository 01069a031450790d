package lockstep.config.form.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.config.form.data.ColumnRoles.Named;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.file.CsvExamples;
import lockstep.model.Examples;
import lockstep.yaml.Fields;
import lockstep.yaml.Flag;
import lockstep.yaml.Form;
import lockstep.yaml.Key;
import lockstep.yaml.Mistakes;
import lockstep.yaml.OneOrMore;
import lockstep.yaml.Text;
import org.jspecify.annotations.Nullable;

/** {@code {csv: FILE, inputs: [a, b], targets: [c]}}, or {@code class: c} instead of targets: columns of a CSV file. */
final class CsvForm {

    static final String CSV = "csv";

    private static final OneOrMore<String> NAMES = new OneOrMore<>("column names", new ColumnName());

    private static final Key<Data, String> FILE = Key.required(
            CSV,
            "a CSV file, packed with gzip or not; its path is relative to the config's folder",
            Text.SOME,
            data -> DataFiles.written(source(data).file()));
    private static final Key<Data, Boolean> HEADER = Key.optional(
            "header",
            "whether the first row names the columns; if not, they are called by their numbers, from 1; has to be said where"
                    + " the names look like an example",
            new Flag(),
            true,
            data -> source(data).header());
    private static final Key<Data, List<String>> INPUTS = Key.required(
            "inputs",
            "the input columns; `x*` and `x?` are all that fit, `rest` all that are named nowhere",
            NAMES,
            data -> source(data).inputs());
    private static final Key<Data, Optional<List<String>>> TARGETS = Key.maybe(
            "targets",
            "the target columns, likewise",
            NAMES,
            data -> Optional.of(source(data).targets()).filter(names -> !names.isEmpty()));
    private static final Key<Data, Optional<String>> CLASS = Key.maybe(
            "class",
            "a text column instead of targets: one output per class, 1 for its examples; classes are sorted as text",
            new ColumnName(),
            data -> source(data).classColumn());
    private static final DataFiles FILES =
            new DataFiles(FILE, data -> source(data).selection());

    static final Form<Data> FORM = new Fields<>("the data", keys(), CsvForm::fits, CsvForm::load);

    private CsvForm() {}

    private static List<Key<Data, ?>> keys() {
        List<Key<Data, ?>> keys = new ArrayList<>(List.of(FILE, HEADER, INPUTS, TARGETS, CLASS));
        keys.addAll(FILES.keys());
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
        return FILES.load(found, () -> {
            Mistakes reading = found.reading();
            Path path = reading.beside(found.get(FILE));
            CsvExamples file = CsvExamples.of(path, found.get(HEADER));
            if (found.at(HEADER) == found.node()) { // a column's number may stand in a first example, too
                file.checkHeader();
            }
            List<String> targets = found.get(TARGETS).orElse(List.of());
            Optional<CsvExamples.Roles> roles = new ColumnRoles(file.columns(), reading)
                    .of(
                            new Named(found.get(INPUTS), found.at(INPUTS)),
                            new Named(targets, found.at(TARGETS)),
                            new Named(found.get(CLASS).stream().toList(), found.at(CLASS)));
            if (roles.isEmpty()) {
                return null;
            }
            DataSource.Csv source = new DataSource.Csv(
                    path, found.get(HEADER), found.get(INPUTS), targets, found.get(CLASS), FILES.selection(found));
            Examples all = file.read(roles.get(), source.selection(), reading.display());
            return PreparationForm.prepare(found, source, all);
        });
    }
}
