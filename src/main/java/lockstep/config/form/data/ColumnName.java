package lockstep.config.form.data;

import java.util.List;
import java.util.Map;
import lockstep.yaml.Form;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Text;
import lockstep.yaml.WholeNumber;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/** The name of a column; in a file without a header its number. */
record ColumnName() implements Form<String> {

    private static final WholeNumber NUMBER = new WholeNumber(1, Integer.MAX_VALUE);

    @Override
    public String expected() {
        return "the name of a column, or its number";
    }

    @Override
    public @Nullable String read(Yaml node, Mistakes reading) {
        Long number = NUMBER.read(node, reading.aside());
        if (number != null) {
            return number.toString();
        }
        String name = Text.SOME.read(node, reading.aside());
        if (name == null) {
            reading.expected(node, expected());
        }
        return name;
    }

    @Override
    public Object write(String name) {
        return name;
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(Text.SOME.schema(), NUMBER.schema()));
    }
}
