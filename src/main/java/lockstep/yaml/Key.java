package lockstep.yaml;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key of a mapping that stands for an {@code R}.
 *
 * @param name in snake_case
 * @param about what it sets, for people who edit configs
 * @param form the form of its value
 * @param of finds the value in a record, to write it
 * @param byDefault the value where the key is missing, or null if the key is required
 */
public record Key<R, T>(
        String name,
        String about,
        Form<T> form,
        Function<R, T> of,
        @Nullable T byDefault) {

    /** A key that has to be there. */
    public static <R, T> Key<R, T> required(String name, String about, Form<T> form, Function<R, T> of) {
        return new Key<>(name, about, form, of, null);
    }

    /** A key that means {@code byDefault} where it is missing. */
    public static <R, T> Key<R, T> optional(String name, String about, Form<T> form, T byDefault, Function<R, T> of) {
        return new Key<>(name, about, form, of, byDefault);
    }

    /** A key that may be missing; its value is then empty. */
    public static <R, T> Key<R, Optional<T>> maybe(
            String name, String about, Form<T> form, Function<R, Optional<T>> of) {
        return new Key<>(name, about, form.as(Optional::of, Optional::orElseThrow), of, Optional.empty());
    }

    /** The value as YAML, or null where there is nothing to write. */
    @Nullable
    Object write(R record) {
        T value = of.apply(record);
        return value.equals(Optional.empty()) ? null : form.write(value);
    }
}
