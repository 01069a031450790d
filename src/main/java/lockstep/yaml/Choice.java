package lockstep.yaml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of a few known names.
 *
 * @param what the names are of: {@code activation}
 * @param byName what each name means, in the order in which messages list them
 * @param nameOf the name of a value
 */
public record Choice<T>(String what, Map<String, T> byName, Function<T, String> nameOf) implements Form<T> {

    public static <T> Choice<T> of(String what, List<T> values, Function<T, String> nameOf) {
        Map<String, T> byName = new LinkedHashMap<>();
        values.forEach(value -> byName.put(nameOf.apply(value), value));
        return new Choice<>(what, byName, nameOf);
    }

    public static <T> Choice<T> of(String what, T[] values, Function<T, String> nameOf) {
        return of(what, Arrays.asList(values), nameOf);
    }

    @Override
    public String expected() {
        return "one of " + String.join(", ", byName.keySet());
    }

    @Override
    public @Nullable T read(Yaml node, Mistakes reading) {
        if (!(node instanceof Yaml.Scalar scalar) || !scalar.isText()) {
            reading.expected(node, expected());
            return null;
        }
        T value = byName.get(scalar.text());
        if (value == null) {
            reading.unknown(node.place(), what, scalar.text(), byName.keySet());
        }
        return value;
    }

    @Override
    public Object write(T value) {
        return nameOf.apply(value);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("enum", List.copyOf(byName.keySet()));
    }
}
