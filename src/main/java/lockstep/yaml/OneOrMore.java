package lockstep.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item, or a list of them.
 *
 * @param what the items are, for messages: {@code targets}
 */
public record OneOrMore<T>(String what, Form<T> item) implements Form<List<T>> {

    private ListOf<T> list() {
        return new ListOf<>(what, item);
    }

    @Override
    public String expected() {
        return item.expected() + ", or a list of such";
    }

    @Override
    public @Nullable List<T> read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Sequence) {
            return list().read(node, reading);
        }
        T value = item.read(node, reading);
        return value == null ? null : List.of(value);
    }

    @Override
    public Object write(List<T> values) {
        return values.size() == 1 ? item.write(values.get(0)) : list().write(values);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(item.schema(), list().schema()));
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("", item));
    }
}
