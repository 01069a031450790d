package lockstep.results.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lockstep.model.ShortestDecimal;

/** A CSV file being written, field by field. */
public final class CsvFile {

    private final CsvWriter csv;
    private final List<String> header;
    private final List<String> row = new ArrayList<>();

    private CsvFile(CsvWriter csv, List<String> header) {
        this.csv = csv;
        this.header = header;
        csv.writeRecord(header);
    }

    /**
     * Writes a file.
     *
     * @param header the columns, between commas
     * @param rows writes every row
     */
    public static void write(Path file, String header, Consumer<CsvFile> rows) {
        WholeFile.write(file, writer -> {
            try (CsvWriter csv =
                    CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer)) {
                rows.accept(new CsvFile(csv, List.of(header.split(","))));
            }
        });
    }

    /** A text; a spreadsheet does not take it for a formula. */
    public CsvFile text(String field) {
        return field(Formula.quoted(field));
    }

    private CsvFile field(String field) {
        row.add(field);
        return this;
    }

    public CsvFile number(double field) {
        return field(ShortestDecimal.of(field));
    }

    /** A number, or an empty field for one that does not exist. */
    public CsvFile numberOrNone(double field) {
        return Double.isNaN(field) ? none() : number(field);
    }

    public CsvFile number(long field) {
        return field(Long.toString(field));
    }

    /** A program's last words may be several lines; a row here is one. */
    public static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" | "));
    }

    /** An empty field, for a value that does not exist. */
    public CsvFile none() {
        return text("");
    }

    public void endRow() {
        if (row.size() != header.size()) {
            throw new IllegalStateException("the row " + row + " has not the columns " + header);
        }
        csv.writeRecord(row);
        row.clear();
    }
}
