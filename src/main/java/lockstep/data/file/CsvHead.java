package lockstep.data.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How a CSV file begins.
 *
 * @param named whether its first row names the columns
 * @param columns their names; their numbers, from 1, if it does not
 * @param likeExample whether the first row looks like the second: it has a number in every column that has one there
 */
record CsvHead(DataFile file, boolean named, List<String> columns, boolean likeExample) {

    /** As much of a file as its first two lines may take, and as they mostly do. */
    private static final int CHARACTERS = 1 << 20;

    private static final int FEW = 1 << 14;

    /**
     * The head of a file.
     *
     * @throws DataException if it is empty, or does not begin like CSV
     */
    static CsvHead of(DataFile file, boolean named) throws DataException {
        Optional<DataException.Mistake> otherwise = file.read(stream -> {
            Reader text = CsvScan.text(stream);
            String begin = next(text, FEW);
            return Separator.complaint(
                    Separator.hasTwoLines(begin) ? begin : begin + next(text, CHARACTERS - FEW), named);
        });
        if (otherwise.isPresent()) {
            throw new DataException(file.path(), List.of(otherwise.get()));
        }
        List<CsvRecord> rows = firstTwo(file);
        if (rows.isEmpty()) {
            throw new DataException(
                    file.path(),
                    0,
                    "found an empty file, expected " + (named ? "a row of column names, then " : "")
                            + "a row for each example");
        }
        List<String> first = stripped(rows.get(0));
        List<String> columns = named
                ? first
                : IntStream.rangeClosed(1, first.size())
                        .mapToObj(Integer::toString)
                        .toList();
        return new CsvHead(file, named, columns, rows.size() > 1 && isLike(first, stripped(rows.get(1))));
    }

    private static String next(Reader text, int most) throws IOException {
        char[] characters = new char[most];
        int length = 0;
        for (int read = 0; read >= 0 && length < most; read = text.read(characters, length, most - length)) {
            length += read;
        }
        return new String(characters, 0, length);
    }

    /**
     * Whether the names are names.
     *
     * @throws DataException if one of them stands there twice
     */
    void check() throws DataException {
        int nameless = columns.indexOf("");
        if (nameless != columns.lastIndexOf("")) {
            throw new DataException(
                    file.path(),
                    1,
                    "found no name for column " + (nameless + 1) + " and none for column "
                            + (columns.lastIndexOf("") + 1)
                            + ", expected a name for each: commas at the ends of the lines make columns without one");
        }
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new DataException(file.path(), 1, "found the column \"" + column + "\" twice, expected it once");
            }
        }
    }

    private static List<CsvRecord> firstTwo(DataFile file) throws DataException {
        return file.read(stream -> {
            List<CsvRecord> rows = new ArrayList<>();
            try (CsvReader<CsvRecord> reader = CsvReader.builder()
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // reported when all rows are read
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .build(
                            CsvRecordHandler.of(handler -> handler.maxFields(Integer.MAX_VALUE)),
                            CsvScan.text(stream))) {
                reader.stream().limit(2).forEach(rows::add);
            } catch (CsvParseException e) { // in the second row: likewise
                if (rows.isEmpty()) {
                    throw new DataException(file.path(), List.of(CsvScan.notCsv(e)));
                }
            }
            return rows;
        });
    }

    private static List<String> stripped(CsvRecord row) {
        return row.getFields().stream().map(String::strip).toList();
    }

    private static boolean isLike(List<String> first, List<String> second) {
        return first.size() == second.size()
                && first.stream().anyMatch(CsvTable::isNumber)
                && IntStream.range(0, first.size())
                        .allMatch(c -> CsvTable.isNumber(first.get(c)) || !CsvTable.isNumber(second.get(c)));
    }
}
