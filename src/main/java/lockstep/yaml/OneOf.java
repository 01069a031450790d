package lockstep.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with a single key that says what its value is: {@code {uniform: [-1, 1]}} or {@code {values: [[1], [2]]}}.
 *
 * @param what the keys are, for messages: {@code init}
 */
public record OneOf<T>(String what, List<Variant<T>> variants) implements Form<T> {

    /**
     * One of the keys.
     *
     * @param form the form of the value under it
     * @param accepts the values that are written under it
     */
    public record Variant<T>(String key, Form<T> form, Predicate<T> accepts) {

        /** A key for the values of one class. */
        public static <T, V extends T> Variant<T> of(String key, Class<V> type, Form<V> form) {
            return new Variant<>(key, form.as(value -> value, type::cast), type::isInstance);
        }
    }

    private List<String> keys() {
        return variants.stream().map(Variant::key).toList();
    }

    @Override
    public String expected() {
        return "a mapping with " + (variants.size() == 1 ? "the key " : "one of the keys ") + String.join(", ", keys());
    }

    @Override
    public @Nullable T read(Yaml node, Mistakes reading) {
        if (!(node instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            reading.expected(node, expected());
            return null;
        }
        T value = null;
        for (Map.Entry<String, Yaml.Entry> entry : mapping.entries().entrySet()) {
            value = read(entry.getKey(), entry.getValue(), reading);
        }
        if (mapping.entries().size() > 1) {
            reading.report(
                    node.place(),
                    "found " + String.join(" and ", mapping.entries().keySet()) + " together, expected only one");
            return null;
        }
        return value;
    }

    private @Nullable T read(String key, Yaml.Entry entry, Mistakes reading) {
        for (Variant<T> variant : variants) {
            if (variant.key().equals(key)) {
                return variant.form().read(entry.value(), reading);
            }
        }
        reading.unknown(entry.place(), what, key, keys());
        return null;
    }

    @Override
    public Object write(T value) {
        for (Variant<T> variant : variants) {
            if (variant.accepts().test(value)) {
                return Map.of(variant.key(), variant.form().write(value));
            }
        }
        throw new IllegalArgumentException("no " + what + " of " + keys() + " is " + value);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("oneOf", variants.stream().map(OneOf::schema).toList());
    }

    @Override
    public List<Part> parts() {
        return variants.stream()
                .map(variant -> new Part(variant.key(), variant.form()))
                .toList();
    }

    private static <T> Map<String, Object> schema(Variant<T> variant) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", Map.of(variant.key(), variant.form().schema()));
        schema.put("required", List.of(variant.key()));
        schema.put("additionalProperties", false);
        return schema;
    }
}
