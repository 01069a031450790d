package lockstep.config.form.data;

import java.util.List;
import java.util.Map;
import lockstep.data.Data;
import lockstep.data.DataSource;
import lockstep.data.problem.Problem;
import lockstep.yaml.Form;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** {@code data}: a built-in problem, images, rows of numbers, or columns of a CSV file. The examples are read at once. */
public final class DataForm implements Form<Data> {

    /** The keys that tell the kinds of data apart. */
    private static final List<String> KINDS = List.of(ProblemForm.SOURCE, CsvForm.CSV, InlineForm.INPUTS.name());

    private final Form<Data> builtIn;

    public DataForm(List<Problem> problems) {
        this.builtIn = new ProblemForm(problems);
    }

    @Override
    public String expected() {
        return "data ({source: NAME}, {csv: FILE, inputs: [...], targets: [...]} or {inputs: [[...]], targets: [[...]]})";
    }

    @Override
    public @Nullable Data read(Yaml node, Mistakes reading) {
        if (!(node instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            reading.expected(node, expected());
            return null;
        }
        if (node.value(ProblemForm.SOURCE).isPresent()) {
            return builtIn.read(node, reading);
        }
        if (node.value(CsvForm.CSV).isPresent()) {
            return CsvForm.FORM.read(node, reading);
        }
        if (isInline(mapping, reading)) {
            return InlineForm.FORM.read(node, reading);
        }
        mapping.entries().forEach((key, entry) -> {
            if (!InlineForm.FORM.names().contains(key)) {
                reading.unknown(entry.place(), "key", key, KINDS);
            }
        });
        return null;
    }

    /** Whether there are rows, and no key that was meant to be another kind's. */
    private static boolean isInline(Yaml.Mapping mapping, Mistakes reading) {
        List<String> names = InlineForm.FORM.names();
        return mapping.entries().keySet().stream().anyMatch(names::contains)
                && mapping.entries().keySet().stream()
                        .noneMatch(key -> !names.contains(key)
                                && reading.meant(key, KINDS)
                                        .filter(kind -> !names.contains(kind))
                                        .isPresent());
    }

    @Override
    public Object write(Data data) {
        if (data.source() instanceof DataSource.BuiltIn || data.source() instanceof DataSource.Idx) {
            return builtIn.write(data);
        }
        if (data.source() instanceof DataSource.Inline) {
            return InlineForm.FORM.write(data);
        }
        return CsvForm.FORM.write(data);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("oneOf", List.of(builtIn.schema(), CsvForm.FORM.schema(), InlineForm.FORM.schema()));
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part(CsvForm.CSV, CsvForm.FORM),
                new Part(ProblemForm.SOURCE, builtIn),
                new Part(InlineForm.INPUTS.name(), InlineForm.FORM));
    }
}
