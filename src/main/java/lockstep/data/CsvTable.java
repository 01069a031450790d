package lockstep.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A CSV file whose first row names its columns: UTF-8, commas, quotes where needed (RFC 4180). Every row is as wide as the
 * first; empty lines are skipped.
 */
public final class CsvTable {

    /** A decimal number with a point, in every locale; {@code Double.parseDouble} alone would take "1f" and "0x1p3" too. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private static final String CLASS = "the name of a class";

    private final Path file;
    private final List<String> columns;
    private final List<CsvRecord> rows;

    private CsvTable(Path file, List<String> columns, List<CsvRecord> rows) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * The table in a file.
     *
     * @throws DataException if there is no such file, or it is not a table with at least one row under its header
     */
    public static CsvTable read(Path file) throws DataException {
        return parse(file, CsvText.of(file));
    }

    /** The table in a text; {@code file} is the name that messages give. */
    static CsvTable parse(Path file, String text) throws DataException {
        List<CsvRecord> records = CsvText.records(file, text);
        if (records.size() < 2) {
            throw new DataException(
                    file,
                    0,
                    "found " + (records.isEmpty() ? "an empty file" : "a header only")
                            + ", expected a row of column names, then a row for each example");
        }
        List<String> columns =
                records.get(0).getFields().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new DataException(file, 1, "found the column \"" + column + "\" twice, expected it once");
            }
        }
        return new CsvTable(file, columns, records.subList(1, records.size()));
    }

    /** Whether a text is a decimal number as the cells of a table may be, such as {@code -0.5} or {@code 1e-3}. */
    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** The names of the columns, in the order of the file. */
    public List<String> columns() {
        return columns;
    }

    /**
     * Checks the columns together, row by row, so that the first mistake of the file is reported, not that of the column that
     * happens to be read first.
     *
     * @param numbers columns of finite numbers
     * @param classes a column of classes
     * @throws DataException at the first cell that holds something else
     * @throws IllegalArgumentException if there is no such column
     */
    void check(List<String> numbers, Optional<String> classes) throws DataException {
        int[] indices = Stream.concat(numbers.stream(), classes.stream())
                .mapToInt(this::indexOf)
                .sorted()
                .toArray();
        int classIndex = classes.map(this::indexOf).orElse(-1);
        for (CsvRecord row : rows) {
            for (int index : indices) {
                if (index != classIndex) {
                    number(row, index);
                } else if (row.getField(index).isBlank()) {
                    throw cell(row, index, CLASS);
                }
            }
        }
    }

    /**
     * The numbers of some columns, a row per example.
     *
     * @throws DataException at the first cell that holds no finite number
     * @throws IllegalArgumentException if there is no such column
     */
    public double[][] numbers(List<String> names) throws DataException {
        int[] indices = names.stream().mapToInt(this::indexOf).toArray();
        double[][] numbers = new double[rows.size()][indices.length];
        for (int row = 0; row < numbers.length; row++) {
            for (int k = 0; k < indices.length; k++) {
                numbers[row][k] = number(rows.get(row), indices[k]);
            }
        }
        return numbers;
    }

    /**
     * The cells of a column as they are, without the spaces around them.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public List<String> texts(String name) {
        int index = indexOf(name);
        return rows.stream().map(row -> row.getField(index).strip()).toList();
    }

    /** The classes of a column, sorted as text (by UTF-16 code unit, as {@link String#compareTo} does), not by first appearance. */
    public List<String> classes(String name) throws DataException {
        int index = indexOf(name);
        TreeSet<String> classes = new TreeSet<>();
        for (CsvRecord row : rows) {
            String found = row.getField(index).strip();
            if (found.isEmpty()) {
                throw cell(row, index, CLASS);
            }
            classes.add(found);
        }
        if (classes.size() < 2) {
            throw new DataException(
                    file,
                    0,
                    "found only the class \"" + classes.first() + "\" in column " + name
                            + ", expected at least two classes");
        }
        return List.copyOf(classes);
    }

    /**
     * A row per example, a column per class: 1 for the example's class, 0 for the others, in the order of
     * {@link #classes}.
     *
     * @throws DataException if a cell is empty, or all are of one class
     * @throws IllegalArgumentException if there is no such column
     */
    public double[][] oneHot(String name) throws DataException {
        List<String> classes = classes(name);
        int index = indexOf(name);
        double[][] targets = new double[rows.size()][classes.size()];
        for (int row = 0; row < targets.length; row++) {
            targets[row][classes.indexOf(rows.get(row).getField(index).strip())] = 1.0;
        }
        return targets;
    }

    private int indexOf(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "found no column \"" + name + "\" in " + file + ", expected one of " + String.join(", ", columns));
        }
        return index;
    }

    private double number(CsvRecord row, int index) throws DataException {
        String found = row.getField(index).strip();
        double number = isNumber(found) ? Double.parseDouble(found) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw cell(row, index, "a finite number");
        }
        return number;
    }

    private DataException cell(CsvRecord row, int index, String expected) {
        String found = row.getField(index).strip();
        long line = row.getStartingLineNumber();
        return new DataException(
                file,
                line,
                "found " + (found.isEmpty() ? "nothing" : "\"" + found + "\"") + " in row " + (rows.indexOf(row) + 1)
                        + ", column " + columns.get(index) + ", expected " + expected);
    }
}
