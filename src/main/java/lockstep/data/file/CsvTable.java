package lockstep.data.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lockstep.work.Progress;

/**
 * A CSV file as text, small enough to be kept: its first row names its columns. UTF-8, commas, quotes where needed (RFC 4180).
 * Every row is as wide as the first; empty lines are skipped.
 */
public final class CsvTable {

    private final List<String> columns;
    private final List<List<String>> texts; // by column

    private CsvTable(List<String> columns, List<List<String>> texts) {
        this.columns = columns;
        this.texts = texts;
    }

    /**
     * The table in a file.
     *
     * @throws DataException if there is no such file, or it is not a table with at least one row under its header
     */
    public static CsvTable read(Path file) throws DataException {
        CsvHead head = CsvHead.of(DataFile.of(file, "a CSV file"), true);
        head.check();
        List<List<String>> texts = new ArrayList<>();
        head.columns().forEach(column -> texts.add(new ArrayList<>()));
        new CsvScan(head) {
            @Override
            boolean takes(int row) {
                return true;
            }

            @Override
            void cell(int at, char[] text, int from, int length) {
                texts.get(at).add(new String(text, from, length).strip());
            }

            @Override
            void endOfRow() {}
        }.read(Integer.MAX_VALUE, Progress.NONE);
        return new CsvTable(head.columns(), texts);
    }

    /** Whether a text is a decimal number as the cells of a table may be, such as {@code -0.5} or {@code 1e-3}. */
    public static boolean isNumber(String text) {
        return !Double.isNaN(Decimal.of(text));
    }

    /** The names of the columns, in the order of the file. */
    public List<String> columns() {
        return columns;
    }

    /**
     * The cells of a column as they are, without the spaces around them.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public List<String> texts(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "found no column \"" + name + "\", expected one of " + String.join(", ", columns));
        }
        return Collections.unmodifiableList(texts.get(index));
    }
}
