package lockstep.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CSV file whose first row names its columns: UTF-8, commas, quotes where needed (RFC 4180). Every row is as wide as the
 * first; empty lines are skipped.
 */
public final class CsvTable {

    /** A decimal number with a point, in every locale; {@code Double.parseDouble} alone would take "1f" and "0x1p3" too. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private static final Pattern RECORD_LINE = Pattern.compile(" \\(record starting at line ([0-9]{1,9})\\)");

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
     * @throws DataException if there is no such file, or it is no table with at least one row under its header
     */
    public static CsvTable read(Path file) throws DataException {
        return parse(file, text(file));
    }

    /** The table in a text; {@code file} is the name that messages give. */
    static CsvTable parse(Path file, String text) throws DataException {
        List<CsvRecord> records = records(file, text);
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

    /** The names of the columns, in the order of the file. */
    public List<String> columns() {
        return columns;
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
     * The cells of a column as they stand there, without the spaces around them.
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
                throw cell(row, index, "the name of a class");
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
        double number = NUMBER.matcher(found).matches() ? Double.parseDouble(found) : Double.NaN;
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

    private static String text(Path file) throws DataException {
        if (Files.isDirectory(file)) {
            throw new DataException(file, 0, "found a folder, expected a CSV file");
        }
        if (!Files.exists(file)) {
            throw new DataException(file, 0, "found no such file, expected a CSV file");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DataException(file, 0, "found bytes that are no UTF-8, expected a CSV file in UTF-8");
        } catch (IOException e) {
            throw new DataException(file, 0, "found a file that cannot be read (" + e.getMessage() + ")");
        }
    }

    private static List<CsvRecord> records(Path file, String text) throws DataException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // rows of another width are reported below
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            List<CsvRecord> records = reader.stream().toList();
            for (CsvRecord row : records) {
                int width = records.get(0).getFieldCount();
                int found = row.getFieldCount();
                if (found != width) {
                    throw new DataException(
                            file,
                            row.getStartingLineNumber(),
                            "found " + found + (found == 1 ? " field" : " fields") + ", expected " + width
                                    + ", as many as the header has");
                }
            }
            return records;
        } catch (CsvParseException e) {
            throw notCsv(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new DataException(file, 0, "found a file that cannot be read (" + e.getMessage() + ")");
        }
    }

    /** The parser says the line in words only: "Unclosed quoted field at end of input (record starting at line 3)". */
    private static DataException notCsv(Path file, String message) {
        Matcher where = RECORD_LINE.matcher(message);
        long line = where.find() ? Long.parseLong(where.group(1)) : 0;
        return new DataException(file, line, "found no CSV: " + where.replaceFirst(""));
    }
}
