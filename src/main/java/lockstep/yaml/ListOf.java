package lockstep.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list with at least one item, all of one form.
 *
 * @param what the items are, for messages: {@code layers}
 */
public record ListOf<T>(String what, Form<T> item) implements Form<List<T>> {

    /** Rows of numbers. */
    public static final ListOf<List<Double>> ROWS = new ListOf<>("rows", new ListOf<>("numbers", RealNumber.ANY));

    @Override
    public String expected() {
        return "a list of " + what;
    }

    @Override
    public @Nullable List<T> read(Yaml node, Mistakes reading) {
        if (!(node instanceof Yaml.Sequence list) || list.items().isEmpty()) {
            reading.expected(node, expected());
            return null;
        }
        List<T> values = new ArrayList<>();
        for (Yaml each : list.items()) {
            T value = item.read(each, reading);
            if (value != null) {
                values.add(value);
            }
        }
        return values.size() == list.items().size() ? List.copyOf(values) : null;
    }

    @Override
    public Object write(List<T> values) {
        return values.stream().map(item::write).toList();
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("minItems", 1);
        schema.put("items", item.schema());
        return schema;
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("", item));
    }
}
