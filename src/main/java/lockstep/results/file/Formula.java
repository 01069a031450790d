package lockstep.results.file;

import java.util.regex.Pattern;

/**
 * A text in a CSV file that a spreadsheet would take for a formula, and run. An apostrophe in front of it makes it a text
 * there; a text that has such apostrophes itself gets one more, so that each is read back as it was.
 */
final class Formula {

    private static final Pattern BEGINNING = Pattern.compile("'*[=+@\\t\\r-].+", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[-+]([0-9.]+([eE][-+]?[0-9]+)?|Infinity|inf)");

    private Formula() {}

    static String quoted(String text) {
        return isFormula(text) ? "'" + text : text;
    }

    static String unquoted(String text) {
        return text.startsWith("'") && isFormula(text) ? text.substring(1) : text;
    }

    private static boolean isFormula(String text) {
        return BEGINNING.matcher(text).matches() && !NUMBER.matcher(text).matches();
    }
}
