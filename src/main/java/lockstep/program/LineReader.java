package lockstep.program;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/** Lines of a stream, each up to a length, so that no program can fill the memory. Blank ones are passed over. */
final class LineReader {

    /** As much of an overlong or unrequested line as a message needs. */
    private static final int BEGINNING = 1000;

    private final InputStream in;

    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int limit;

    private byte[] line = new byte[1 << 10];
    private int length;

    /** How many line feeds were passed. */
    private int feeds;

    private int number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** How a line ended. */
    enum End {
        LINE_FEED,
        END_OF_STREAM,
        TOO_LONG
    }

    /** @param text without its line feed; only the beginning if the line is too long */
    record Line(String text, End end) {}

    /**
     * The next line; at the end of the stream, what came after the last line feed.
     *
     * @param longest in bytes
     */
    Line read(int longest) throws IOException {
        length = 0;
        while (fill()) {
            if (take()) {
                return new Line(text(length), End.LINE_FEED);
            }
            if (length > longest) {
                return new Line(text(BEGINNING), End.TOO_LONG);
            }
        }
        return new Line(text(length), End.END_OF_STREAM);
    }

    /** The text that is already there, up to the first line feed, without waiting for more; empty if it is blank. */
    String present() throws IOException {
        length = 0;
        boolean whole = false;
        while (!whole && length < BEGINNING && (next < limit || in.available() > 0) && fill()) {
            whole = take();
        }
        return text(Math.min(length, BEGINNING));
    }

    /** The number of the line that was read last, counted from 1, with the blank ones. */
    int number() {
        return number;
    }

    /** Passes over the rest, and returns how many lines it has; a zipped one that was cut ends there. */
    int count() throws IOException {
        int count = 0;
        length = 0;
        try {
            while (fill()) {
                if (take() || length > 0) {
                    count++;
                    skip();
                    length = 0;
                }
            }
        } catch (EOFException | ZipException e) {
            return count;
        }
        return count;
    }

    /** Goes on to the end of a line of which the beginning was read. */
    private void skip() throws IOException {
        while (buffer[next - 1] != '\n' && fill()) {
            while (next < limit && buffer[next++] != '\n') {}
        }
    }

    private String text(int end) {
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }

    private boolean fill() throws IOException {
        if (next == limit) {
            next = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return next < limit;
    }

    /** Takes what the buffer has of a line, and its line feed, if it is there: then it returns true. */
    private boolean take() {
        if (length == 0) {
            while (next < limit && isBlank(buffer[next])) {
                feeds += buffer[next++] == '\n' ? 1 : 0;
            }
            number = feeds + 1;
        }
        int from = next;
        while (next < limit && buffer[next] != '\n') {
            next++;
        }
        if (length + next - from > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + next - from));
        }
        System.arraycopy(buffer, from, line, length, next - from);
        length += next - from;
        if (next == limit) {
            return false;
        }
        next++;
        feeds++;
        return true;
    }

    private static boolean isBlank(int b) {
        return b == '\n' || b == '\r' || b == ' ' || b == '\t';
    }
}
