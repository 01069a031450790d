package lockstep.data.file;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands between columns in files that are not CSV. In locales with a decimal comma, spreadsheets put semicolons there and
 * still call the file CSV.
 */
enum Separator {
    SEMICOLON(";", "semicolon"),
    TAB("\t", "tab"),
    TABS("\t+", "run of tabs"),
    SPACES("\\s+", "run of spaces");

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?[0-9]*,[0-9]+([eE][-+]?[0-9]+)?");

    private final Pattern pattern;
    private final String singular;

    Separator(String pattern, String singular) {
        this.pattern = Pattern.compile(pattern);
        this.singular = singular;
    }

    /**
     * The message for a text whose columns are not separated by commas, and how to correct it.
     *
     * @param named whether its first line names the columns
     */
    static Optional<DataException.Mistake> complaint(String text, boolean named) {
        List<String> lines = lines(text).limit(2).toList();
        if (!lines.isEmpty() && lines.get(0).toLowerCase(Locale.ROOT).startsWith("@relation")) {
            return of("found an ARFF file, as Weka has them, expected CSV: remove the lines down to @data, and put the"
                    + " names after @attribute into one line with commas between them (or set `header: false`)");
        }
        if (lines.size() < 2) {
            return Optional.empty();
        }
        for (Separator separator : values()) {
            if (separator.parts(lines.get(0), lines.get(1), named)) {
                return of(separator.complaintOf(lines.get(1)));
            }
        }
        return Optional.empty();
    }

    /** Whether a text has two lines to look at, and goes on after them. */
    static boolean hasTwoLines(String text) {
        return lines(text).limit(3).count() == 3;
    }

    private static Stream<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("%")); // an ARFF file's comments
    }

    private static Optional<DataException.Mistake> of(String message) {
        return Optional.of(new DataException.Mistake(1, message));
    }

    /** Whether a text is a number with a comma where a point belongs. */
    static boolean isDecimalComma(String text) {
        return DECIMAL_COMMA.matcher(text.strip()).matches();
    }

    /** Whether it parts both lines into as many columns, and commas do not. */
    private boolean parts(String first, String second, boolean named) {
        List<String> cells = cells(second);
        boolean numbers = cells.stream().anyMatch(cell -> CsvTable.isNumber(cell) || isDecimalComma(cell));
        boolean commas = first.indexOf(',') >= 0 && (named || !cells.stream().allMatch(Separator::isDecimalComma));
        boolean even = cells.size() > 1 && cells.size() == cells(first).size();
        // one column may have several words for its name, and for each of its texts
        return even && !commas && (numbers || this == SEMICOLON || this == TAB);
    }

    private List<String> cells(String line) {
        return Arrays.asList(pattern.split(this == SPACES || this == TABS ? line.strip() : line, -1));
    }

    private String complaintOf(String row) {
        String between = "found columns separated by " + plural();
        if (cells(row).stream().anyMatch(Separator::isDecimalComma)) {
            return between + " and numbers with a decimal comma, expected commas between columns and points in"
                    + " numbers: replace each comma by a point, then each " + singular + " by a comma";
        }
        return between + ", expected commas: replace each " + singular + " by a comma";
    }

    private String plural() {
        return singular.startsWith("run") ? singular.replace("run", "runs") : singular + "s";
    }
}
