package lockstep.config;

import java.util.List;
import java.util.Map;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.Problem;
import org.jspecify.annotations.Nullable;

/** {@code data}: a built-in problem, rows of numbers, or columns of a CSV file. The examples are read there and then. */
final class DataForm implements Form<Data> {

    private final Form<DataSource.BuiltIn> builtIn;

    DataForm(List<Problem> problems) {
        this.builtIn = new ProblemForm(problems);
    }

    @Override
    public String expected() {
        return "data ({source: NAME}, {csv: FILE, inputs: [...], targets: [...]} or {inputs: [[...]], targets: [[...]]})";
    }

    @Override
    public @Nullable Data read(Yaml node, Reading reading) {
        if (node.value(ProblemForm.SOURCE).isPresent()) {
            DataSource.BuiltIn source = builtIn.read(node, reading);
            return source == null ? null : new Data(source, source.examples());
        }
        if (node.value(CsvForm.CSV).isPresent()) {
            return CsvForm.FORM.read(node, reading);
        }
        if (node.value(InlineForm.INPUTS.name()).isPresent()
                || node.value(InlineForm.TARGETS.name()).isPresent()) {
            DataSource.Inline source = InlineForm.FORM.read(node, reading);
            return source == null ? null : new Data(source, source.examples());
        }
        if (node instanceof Yaml.Mapping mapping && !mapping.entries().isEmpty()) {
            mapping.entries()
                    .forEach((key, entry) -> reading.unknown(
                            entry.place(),
                            "key",
                            key,
                            List.of(ProblemForm.SOURCE, CsvForm.CSV, InlineForm.INPUTS.name())));
        } else {
            reading.expected(node, expected());
        }
        return null;
    }

    @Override
    public Object write(Data data) {
        if (data.source() instanceof DataSource.BuiltIn source) {
            return builtIn.write(source);
        }
        if (data.source() instanceof DataSource.Inline source) {
            return InlineForm.FORM.write(source);
        }
        return CsvForm.FORM.write(data);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("oneOf", List.of(builtIn.schema(), CsvForm.FORM.schema(), InlineForm.FORM.schema()));
    }
}
