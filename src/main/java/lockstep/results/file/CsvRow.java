package lockstep.results.file;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A row of a CSV file, its fields by the names of their columns. A column that the file does not have is an empty field. */
public final class CsvRow {

    private final Path file;
    private final NamedCsvRecord fields;

    /** @param file that they stand in */
    public CsvRow(Path file, NamedCsvRecord fields) {
        this.file = file;
        this.fields = fields;
    }

    /** The rows of an optimizer, in their order. */
    public static List<CsvRow> of(String optimizer, List<CsvRow> rows) {
        return rows.stream()
                .filter(row -> row.text("optimizer").equals(optimizer))
                .toList();
    }

    /** The numbers of a column, row by row. */
    public static double[] column(List<CsvRow> rows, String column) {
        return rows.stream().mapToDouble(row -> row.number(column)).toArray();
    }

    public boolean has(String column) {
        return !text(column).isEmpty();
    }

    public String text(String column) {
        return Formula.unquoted(fields.findField(column).orElse(""));
    }

    /** NaN where there is no number. */
    public double number(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw expected(column, "a number");
        }
    }

    /** A whole number, or {@code byDefault} where there is none. */
    public int whole(String column, int byDefault) {
        String text = text(column);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw expected(column, "a whole number");
        }
    }

    /** A constant by the name that it has in a CSV file: {@code agree}. */
    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        try {
            return Enum.valueOf(type, text(column).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw expected(column, "one of " + List.of(type.getEnumConstants()));
        }
    }

    /** What is wrong with a field, to be thrown: where it stands, what was found, and what was expected. */
    public UnreadableException expected(String column, String what) {
        return new UnreadableException(
                file,
                "line " + fields.getStartingLineNumber() + " has '" + text(column) + "' for " + column + ", expected "
                        + what);
    }
}
