package lockstep.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with known keys that stands for an {@code R}: it reports unknown keys, missing keys, and values that the record's
 * constructor refuses.
 *
 * @param what the mapping is, for messages: {@code a layer}
 * @param keys in the order in which they are listed and written
 * @param check whether the values that could be read fit together; it reports those that do not
 * @param create makes the record from values that could all be read and fit; null after a report
 */
public record Fields<R>(String what, List<Key<R, ?>> keys, Predicate<Found> check, Function<Found, @Nullable R> create)
        implements Form<R> {

    public Fields(String what, List<Key<R, ?>> keys, Function<Found, @Nullable R> create) {
        this(what, keys, found -> true, create);
    }

    /** The values of one mapping. */
    public static final class Found {
        private final Yaml.Mapping node;
        private final Mistakes reading;
        private final Map<String, Object> values = new HashMap<>();

        private Found(Yaml.Mapping node, Mistakes reading) {
            this.node = node;
            this.reading = reading;
        }

        /** The value of a key. */
        public <T> T get(Key<?, T> key) {
            return maybe(key).orElseThrow();
        }

        /** The value of a key, if it could be read. */
        @SuppressWarnings("unchecked") // put there by the key's own form
        public <T> Optional<T> maybe(Key<?, T> key) {
            return Optional.ofNullable((T) values.get(key.name()));
        }

        /** The value under a key, or the mapping itself where the key is missing. */
        public Yaml at(Key<?, ?> key) {
            return node.value(key.name()).orElse(node);
        }

        /** Reports something about the value of a key. */
        public void report(Key<?, ?> key, String message) {
            reading.report(at(key).place(), message);
        }

        /** Reports what a record's constructor says about the value of a key. */
        public void refuse(Key<?, ?> key, IllegalArgumentException refusal) {
            report(key, inWords(refusal));
        }

        /** The mapping itself. */
        public Yaml node() {
            return node;
        }

        public Mistakes reading() {
            return reading;
        }
    }

    public List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    @Override
    public String expected() {
        return what + " (" + String.join(", ", names()) + ")";
    }

    @Override
    public @Nullable R read(Yaml node, Mistakes reading) {
        if (!(node instanceof Yaml.Mapping mapping)) {
            reading.expected(node, expected());
            return null;
        }
        List<String> misspelt = reportUnknown(mapping, reading);
        Found found = new Found(mapping, reading);
        boolean complete = true;
        for (Key<R, ?> key : keys) {
            complete &= read(key, found, misspelt);
        }
        complete &= check.test(found);
        return complete ? create(found) : null;
    }

    /** Reports the unknown keys, and returns the known ones that they were meant to be: those do not count as missing. */
    private List<String> reportUnknown(Yaml.Mapping mapping, Mistakes reading) {
        List<String> meant = new ArrayList<>();
        mapping.entries().forEach((name, entry) -> {
            if (!names().contains(name)) {
                reading.unknown(entry.place(), "key", name, names());
                reading.meant(name, names()).ifPresent(meant::add);
            }
        });
        return meant;
    }

    private <T> boolean read(Key<R, T> key, Found found, List<String> misspelt) {
        Optional<Yaml> node = found.node.value(key.name());
        T value;
        if (node.isPresent()) {
            value = key.form().read(node.get(), found.reading);
        } else {
            value = key.byDefault();
            if (value == null && !misspelt.contains(key.name())) {
                found.reading.report(
                        found.node.place(),
                        "found no key \"" + key.name() + "\" in " + what + ", expected "
                                + key.form().expected());
            }
        }
        if (value == null) {
            return false;
        }
        found.values.put(key.name(), value);
        return true;
    }

    private @Nullable R create(Found found) {
        try {
            return create.apply(found);
        } catch (IllegalArgumentException refusal) {
            found.reading.report(found.node.place(), inWords(refusal));
            return null;
        }
    }

    /** The records say "momentum is 1.5; expected a number from 0 to below 1". */
    private static String inWords(IllegalArgumentException refusal) {
        return "found that " + String.valueOf(refusal.getMessage()).replace("; expected", ", expected");
    }

    @Override
    public Object write(R record) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (Key<R, ?> key : keys) {
            Object value = key.write(record);
            if (value != null) {
                written.put(key.name(), value);
            }
        }
        return written;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(key.name(), property(key)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put(
                "required",
                keys.stream()
                        .filter(key -> key.byDefault() == null)
                        .map(Key::name)
                        .toList());
        schema.put("additionalProperties", false);
        return schema;
    }

    @Override
    public List<Part> parts() {
        return keys.stream().map(key -> new Part(key.name(), key.form())).toList();
    }

    private static <R, T> Map<String, Object> property(Key<R, T> key) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", key.about());
        property.putAll(key.form().schema());
        T byDefault = key.byDefault();
        if (byDefault != null && !byDefault.equals(Optional.empty())) {
            property.put("default", key.form().write(byDefault));
        }
        return property;
    }
}
