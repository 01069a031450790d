package lockstep.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A piece of a YAML file that knows its place. */
public sealed interface Yaml {

    /** A place in a file, both counted from 1. */
    record Place(int line, int column) {}

    Place place();

    /** What a message says was found. */
    String found();

    /**
     * A single value.
     *
     * @param plain whether it has no quotes, so that it may be a number or a truth value
     */
    record Scalar(Place place, String text, boolean plain) implements Yaml {

        private static final Pattern NUMBER = Pattern.compile(
                "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

        private static final Set<String> WORDS =
                Set.of("true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL", "~");

        /** Whether this is a number in YAML 1.2: written like one, and without quotes. */
        boolean isNumber() {
            return NUMBER.matcher(text).matches();
        }

        /** Whether this is text, not a number, a truth value or null. */
        public boolean isText() {
            return !plain || !(text.isEmpty() || isNumber() || WORDS.contains(text));
        }

        @Override
        public String found() {
            if (plain && text.isEmpty()) {
                return "nothing";
            }
            String quoted = "\"" + shortened(text) + "\"";
            if (plain) {
                return isText() ? quoted : shortened(text);
            }
            return "the text " + quoted;
        }
    }

    /** A list. */
    record Sequence(Place place, List<Yaml> items) implements Yaml {

        @Override
        public String found() {
            return items.isEmpty() ? "an empty list" : "a list";
        }
    }

    /**
     * Keys and their values.
     *
     * @param entries in the order of the file
     */
    record Mapping(Place place, Map<String, Entry> entries) implements Yaml {

        @Override
        public String found() {
            return entries.isEmpty() ? "nothing in the braces" : "a mapping";
        }
    }

    /** A value under a key, and where the key stands. */
    record Entry(Place place, Yaml value) {}

    /** Something already reported: whoever reads it reports nothing more. */
    record Unreadable(Place place) implements Yaml {

        @Override
        public String found() {
            return "something unreadable";
        }
    }

    /** The value under a key, if this is a mapping that has it. */
    default Optional<Yaml> value(String key) {
        return this instanceof Mapping mapping && mapping.entries.containsKey(key)
                ? Optional.of(mapping.entries.get(key).value)
                : Optional.empty();
    }

    /** An item, counted from 0, if this is a list that has it. */
    default Optional<Yaml> item(int index) {
        return this instanceof Sequence list && index < list.items.size()
                ? Optional.of(list.items.get(index))
                : Optional.empty();
    }

    /** A text as a message quotes it: on one line, not too long. */
    static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int length = Math.min(line.length(), 60);
        if (length < line.length() && Character.isHighSurrogate(line.charAt(length - 1))) {
            length--;
        }
        return line.substring(0, length) + (length < line.length() ? "..." : "");
    }
}
