package lockstep.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text that matches a pattern.
 *
 * @param expected the pattern in words
 */
public record Text(String expected, Pattern pattern) implements Form<String> {

    /** Any text, even an empty one. */
    public static final Text ANY = new Text("text", Pattern.compile("[\\s\\S]*"));

    /** Text that is not blank. */
    public static final Text SOME = new Text("text", Pattern.compile("[\\s\\S]*\\S[\\s\\S]*"));

    /** A name that every system allows for a file or folder, and that needs no quotes in a CSV file. */
    public static final Text SAFE_NAME = new Text(
            "a name of up to 100 letters (a-z, A-Z), digits, _ - and . that begins with a letter or digit"
                    + " and does not end in .",
            Pattern.compile("^[A-Za-z0-9]([A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?$"));

    public boolean accepts(String text) {
        return pattern.matcher(text).matches();
    }

    @Override
    public @Nullable String read(Yaml node, Mistakes reading) {
        if (node instanceof Yaml.Scalar scalar) {
            if (!scalar.isText() && !scalar.text().isEmpty() && accepts(scalar.text())) {
                reading.expected(node, "text: put it in quotes");
                return null;
            }
            if (scalar.isText() && accepts(scalar.text())) {
                if (scalar.text().codePoints().anyMatch(Text::isHalf)) {
                    reading.report(node.place(), "found half of a character, U+D800 to U+DFFF, expected text");
                    return null;
                }
                return scalar.text();
            }
        }
        reading.expected(node, expected());
        return null;
    }

    /** Whether it is one of two that stand for one character in UTF-16: alone it cannot be written to a file. */
    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    @Override
    public Object write(String value) {
        return value;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        if (!equals(ANY)) {
            schema.put("pattern", pattern.pattern());
        }
        return schema;
    }
}
