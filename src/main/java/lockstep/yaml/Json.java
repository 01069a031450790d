package lockstep.yaml;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Strings, numbers, truth values, lists and maps as JSON text: two blanks per level, short lists on one line. */
public final class Json {

    private Json() {}

    public static String text(Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value, "\n");
        return text.append('\n').toString();
    }

    /** @param newline a line feed and the blanks that begin a line here */
    private static void append(StringBuilder text, Object value, String newline) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator).append(newline).append("  ");
                append(text, entry.getKey(), newline);
                text.append(": ");
                append(text, entry.getValue(), newline + "  ");
                separator = ",";
            }
            text.append(map.isEmpty() ? "{}" : newline + "}");
        } else if (value instanceof List<?> list && list.stream().noneMatch(Map.class::isInstance)) {
            text.append('[');
            for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
                append(text, items.next(), newline);
                text.append(items.hasNext() ? ", " : "");
            }
            text.append(']');
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                text.append(separator).append(newline).append("  ");
                append(text, item, newline + "  ");
                separator = ",";
            }
            text.append(newline).append(']');
        } else if (value instanceof String string) {
            appendString(text, string);
        } else {
            text.append(value);
        }
    }

    private static void appendString(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
