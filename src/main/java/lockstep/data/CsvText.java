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
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a CSV file, taken apart into rows of fields. */
final class CsvText {

    private static final Pattern RECORD_LINE = Pattern.compile(" \\(record starting at line ([0-9]{1,9})\\)");

    private CsvText() {}

    /** The text of a file, without a byte order mark. */
    static String of(Path file) throws DataException {
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
            throw new DataException(file, 0, "found bytes that are not UTF-8, expected a CSV file in UTF-8");
        } catch (IOException e) {
            throw new DataException(file, 0, "found a file that cannot be read (" + e.getMessage() + ")");
        }
    }

    /** The rows of a text with the header, all of the same width; {@code file} is the name for messages. */
    static List<CsvRecord> records(Path file, String text) throws DataException {
        Optional<String> complaint = Separator.complaint(text);
        if (complaint.isPresent()) {
            throw new DataException(file, 1, complaint.get());
        }
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // rows of another width are reported below
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            List<CsvRecord> records = reader.stream().toList();
            for (CsvRecord row : records) {
                int width = records.get(0).getFieldCount();
                int found = row.getFieldCount();
                if (width == 1 && Separator.isDecimalComma(String.join(",", row.getFields()))) {
                    throw new DataException(
                            file,
                            row.getStartingLineNumber(),
                            "found " + String.join(",", row.getFields())
                                    + ", expected a number with a point: a comma separates columns");
                }
                if (found != width) {
                    throw new DataException(
                            file,
                            row.getStartingLineNumber(),
                            "found " + found + (found == 1 ? " field" : " fields") + ", expected " + width
                                    + ", as in the header");
                }
            }
            return records;
        } catch (CsvParseException e) {
            throw notCsv(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new DataException(file, 0, "found a file that cannot be read (" + e.getMessage() + ")");
        }
    }

    /** The parser gives the line only in words: "Unclosed quoted field at end of input (record starting at line 3)". */
    private static DataException notCsv(Path file, String message) {
        Matcher where = RECORD_LINE.matcher(message);
        long line = where.find() ? Long.parseLong(where.group(1)) : 0;
        return new DataException(file, line, "found invalid CSV: " + where.replaceFirst(""));
    }
}
