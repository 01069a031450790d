package lockstep.data.file;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockstep.data.file.DataException.Mistake;
import lockstep.work.Progress;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the rows of a CSV file, cell by cell as a stream. It gathers what is wrong with them: the first mistakes one by
 * one, and how many there are.
 */
abstract class CsvScan extends CsvCallbackHandler<Boolean> {

    private static final int MOST_MISTAKES = 20;
    private static final Pattern RECORD_LINE = Pattern.compile(" \\(record starting at line ([0-9]{1,9})\\)");

    private final CsvHead head;
    private final int width;
    private final List<Mistake> mistakes = new ArrayList<>();
    private int found;
    private int foundBeforeRow;
    private RecordType type = RecordType.DATA;
    private long line;
    private int row;
    private int column;
    private boolean taken;
    private boolean stopped;
    private @Nullable StringJoiner narrow;

    CsvScan(CsvHead head) {
        this(head, head.named() ? -1 : 0);
    }

    /** @param first the number of the first row that will be read; the header's is -1 */
    CsvScan(CsvHead head, int first) {
        this.head = head;
        this.width = head.columns().size();
        this.row = first;
    }

    /** Whether the cells of a row are wanted; called before them. Rows are counted from 0, below the header. */
    abstract boolean takes(int row);

    abstract void cell(int at, char[] text, int from, int length);

    /** The cells were those of a whole row. */
    abstract void endOfRow();

    /**
     * Reads all rows, or those before {@code end}.
     *
     * @return how many there were
     * @throws DataException if there were none, or any mistakes in them
     */
    final int read(int end, Progress progress) throws DataException {
        head.file().read(progress, stream -> {
            read(reader().build(this, text(stream)), end);
            return this;
        });
        if (found > mistakes.size()) {
            Mistake last = mistakes.remove(mistakes.size() - 1);
            mistakes.add(new Mistake(
                    last.line(), last.message() + " (and " + (found - MOST_MISTAKES) + " more mistakes below)"));
        }
        if (!mistakes.isEmpty()) {
            throw new DataException(head.file().path(), mistakes);
        }
        if (row < 1) {
            throw new DataException(
                    head.file().path(),
                    0,
                    "found a header only, expected a row of column names, then a row for each example");
        }
        return row;
    }

    /**
     * Reads the rows of a part of the file, or those before {@code end}.
     *
     * @return the row after the last; -1 if there are mistakes in them
     */
    final int read(String part, int end) throws IOException {
        // a buffer of its own stays in the processor's cache, all the characters of a string would not
        read(reader().build(this, new StringReader(part)), end);
        return found == 0 ? row : -1;
    }

    /** How many rows there are before {@code end}. */
    static int count(CsvHead head, int end) throws DataException {
        return new CsvScan(head) {
            @Override
            boolean takes(int row) {
                return false;
            }

            @Override
            void cell(int at, char[] text, int from, int length) {}

            @Override
            void endOfRow() {}
        }.read(end, Progress.NONE);
    }

    private static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // rows of another width are told of in our words
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false);
    }

    private void read(CsvReader<Boolean> opened, int end) throws IOException {
        try (CsvReader<Boolean> reader = opened) {
            var rows = reader.iterator();
            while (row < end && !stopped && rows.hasNext()) {
                row += rows.next() ? 1 : 0;
            }
        } catch (CsvParseException e) {
            found++;
            mistakes.add(notCsv(e));
        }
    }

    /** The characters of a stream, without a byte order mark; what is not UTF-8 is a {@code CharacterCodingException}. */
    static Reader text(InputStream stream) throws IOException {
        InputStream bytes = new BufferedInputStream(stream);
        bytes.mark(3);
        if (!(bytes.read() == 0xEF && bytes.read() == 0xBB && bytes.read() == 0xBF)) {
            bytes.reset();
        }
        return new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Reads no more rows than this one. */
    final void stop() {
        stopped = true;
    }

    /** Notes a cell that is not what it has to be. */
    final void wrong(int at, char[] text, int from, int length, String expected) {
        String cell = new String(text, from, length).strip();
        wrong("found " + (cell.isEmpty() ? "nothing" : "\"" + cell + "\"") + " in row " + (row + 1) + ", column "
                + head.columns().get(at) + ", expected " + expected);
    }

    private void wrong(String message) {
        if (++found <= MOST_MISTAKES) {
            mistakes.add(new Mistake(line, message));
        }
    }

    @Override
    protected final void beginRecord(long startingLine) {
        type = RecordType.DATA;
        line = startingLine;
        column = 0;
        foundBeforeRow = found;
        taken = row >= 0 && takes(row);
        narrow = width == 1 ? new StringJoiner(",") : null;
    }

    @Override
    protected final void addField(char[] text, int from, int length, boolean quoted) {
        int at = column++;
        if (taken && at < width) {
            cell(at, text, from, length);
        }
        if (narrow != null) {
            narrow.add(new String(text, from, length));
        }
    }

    /** Whether it was a row of examples. */
    @Override
    protected final Boolean buildRecord() {
        if (type != RecordType.DATA) {
            return false;
        }
        if (column == width) {
            if (taken) {
                endOfRow();
            }
            return true;
        }
        forgetRow();
        String numbers = String.valueOf(narrow);
        wrong(
                Separator.isDecimalComma(numbers)
                        ? "found " + numbers + ", expected a number with a point: a comma separates columns"
                        : "found " + column + (column == 1 ? " field" : " fields") + ", expected " + width
                                + (head.named() ? ", as in the header" : ", as in the first row"));
        return true;
    }

    /** What was wrong with cells that are not in their columns. */
    private void forgetRow() {
        found = foundBeforeRow;
        while (mistakes.size() > found) {
            mistakes.remove(mistakes.size() - 1);
        }
    }

    @Override
    protected final RecordType getRecordType() {
        return type;
    }

    @Override
    protected final int getFieldCount() {
        return column;
    }

    @Override
    protected final void setComment(char[] text, int from, int length) {
        type = RecordType.COMMENT;
    }

    @Override
    protected final void setEmpty() {
        type = RecordType.EMPTY;
    }

    /** The parser gives the line only in words: "Unclosed quoted field at end of input (record starting at line 3)". */
    static Mistake notCsv(CsvParseException e) {
        Matcher where = RECORD_LINE.matcher(String.valueOf(e.getMessage()));
        long line = where.find() ? Long.parseLong(where.group(1)) : 0;
        return new Mistake(line, "found invalid CSV: " + where.replaceFirst(""));
    }
}
