package lockstep.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose keys the user chooses; it may be empty, but it has to be there.
 *
 * @param what the values are, for messages: {@code optimizers}
 */
public record Labelled<T>(String what, Form<T> item) implements Form<Map<String, T>> {

    @Override
    public String expected() {
        return "a mapping of labels to " + what + ", or {}";
    }

    @Override
    public @Nullable Map<String, T> read(Yaml node, Mistakes reading) {
        if (!(node instanceof Yaml.Mapping mapping)) {
            reading.expected(node, expected());
            return null;
        }
        Map<String, T> values = new LinkedHashMap<>();
        mapping.entries().forEach((label, entry) -> {
            boolean safe = Text.SAFE_NAME.accepts(label);
            if (!safe) {
                reading.report(
                        entry.place(),
                        "found the label \"" + Yaml.shortened(label) + "\", expected " + Text.SAFE_NAME.expected());
            }
            T value = item.read(entry.value(), reading);
            if (safe && value != null) {
                values.put(label, value);
            }
        });
        return values.size() == mapping.entries().size() ? Collections.unmodifiableMap(values) : null;
    }

    @Override
    public Object write(Map<String, T> values) {
        Map<String, Object> written = new LinkedHashMap<>();
        values.forEach((label, value) -> written.put(label, item.write(value)));
        return written;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("propertyNames", Text.SAFE_NAME.schema());
        schema.put("additionalProperties", item.schema());
        return schema;
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("LABEL", item));
    }
}
