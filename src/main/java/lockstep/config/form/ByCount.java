package lockstep.config.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.yaml.Form;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * {@code {100: 0.1, 200: 0.01}}: values, each with its count of steps or epochs.
 *
 * @param expected in the words of a message
 * @param count the form of the keys
 */
record ByCount<T>(String expected, Form<Integer> count, Form<T> item) implements Form<SortedMap<Integer, T>> {

    @Override
    public @Nullable SortedMap<Integer, T> read(Yaml node, Mistakes reading) {
        if (!(node instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            reading.expected(node, expected());
            return null;
        }
        SortedMap<Integer, T> values = new TreeMap<>();
        mapping.entries().forEach((key, entry) -> {
            Integer at = count.read(new Yaml.Scalar(entry.place(), key, true), reading);
            T value = item.read(entry.value(), reading);
            if (at != null && value != null && values.put(at, value) != null) {
                reading.report(
                        entry.place(), "found " + key + ", expected each number once: " + at + " is already there");
            }
        });
        return values.size() == mapping.entries().size() ? values : null;
    }

    @Override
    public Object write(SortedMap<Integer, T> values) {
        Map<Long, Object> written = new LinkedHashMap<>();
        values.forEach((at, value) -> written.put(at.longValue(), item.write(value)));
        return written;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("minProperties", 1);
        schema.put("propertyNames", Map.of("pattern", "^[+]?[0-9]+$"));
        schema.put("additionalProperties", item.schema());
        return schema;
    }
}
