package lockstep.yaml;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one kind of value is read, written and described: the single declaration behind all three. */
public interface Form<T> {

    /** What this form expects, in the words of a message: {@code a whole number from 1 to 100}. */
    String expected();

    /** The value, or null where the node is not of this form, which has then been reported. */
    @Nullable
    T read(Yaml node, Mistakes reading);

    /** The value as YAML and JSON know it: a String, Long, Double, Boolean, List or Map. */
    Object write(T value);

    /** The form as JSON Schema. */
    Map<String, Object> schema();

    /**
     * The forms that it is made of; empty for a single value. They lead from the whole config down to every key: the test that
     * compares {@code docs/config.md} with the code lists the keys so.
     */
    default List<Part> parts() {
        return List.of();
    }

    /**
     * A form within another.
     *
     * @param name the key that it is under; empty if it has none, like the items of a list
     */
    record Part(String name, Form<?> form) {}

    /** The same form for another type. */
    default <U> Form<U> as(Function<T, U> to, Function<U, T> from) {
        Form<T> form = this;
        return new Form<>() {
            @Override
            public String expected() {
                return form.expected();
            }

            @Override
            public @Nullable U read(Yaml node, Mistakes reading) {
                T value = form.read(node, reading);
                return value == null ? null : to.apply(value);
            }

            @Override
            public Object write(U value) {
                return form.write(from.apply(value));
            }

            @Override
            public Map<String, Object> schema() {
                return form.schema();
            }

            @Override
            public List<Part> parts() {
                return List.of(new Part("", form));
            }
        };
    }
}
