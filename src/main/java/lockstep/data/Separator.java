package lockstep.data;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A separator other than the comma. In locales with a decimal comma, spreadsheets put semicolons between columns and still call
 * the file CSV.
 */
enum Separator {
    SEMICOLON(';', "semicolons"),
    TAB('\t', "tabs");

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?[0-9]*,[0-9]+([eE][-+]?[0-9]+)?");

    private final char character;
    private final String plural;

    Separator(char character, String plural) {
        this.character = character;
        this.plural = plural;
    }

    /** The message for a text whose columns are not separated by commas, and how to correct it. */
    static Optional<String> complaint(String text) {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(2).toList();
        if (lines.size() < 2 || lines.get(0).indexOf(',') >= 0) {
            return Optional.empty();
        }
        for (Separator separator : values()) {
            if (separator.count(lines.get(0)) > 0 && separator.count(lines.get(0)) == separator.count(lines.get(1))) {
                return Optional.of(separator.complaintOf(lines.get(1)));
            }
        }
        return Optional.empty();
    }

    /** Whether a text is a number with a comma where a point belongs. */
    static boolean isDecimalComma(String text) {
        return DECIMAL_COMMA.matcher(text.strip()).matches();
    }

    private String complaintOf(String row) {
        String between = "found columns separated by " + plural;
        for (String cell : row.split(Character.toString(character), -1)) {
            if (isDecimalComma(cell)) {
                return between + " and numbers with a decimal comma, expected commas between columns and points in"
                        + " numbers: replace each comma by a point, then each " + singular() + " by a comma";
            }
        }
        return between + ", expected commas: replace each " + singular() + " by a comma";
    }

    private String singular() {
        return plural.substring(0, plural.length() - 1);
    }

    private long count(String line) {
        return line.chars().filter(c -> c == character).count();
    }
}
