package lockstep.program;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of a stream, each up to a length, so that no program can fill the memory. */
final class LineReader {

    /** As much of an overlong or unrequested line as a message needs. */
    private static final int BEGINNING = 1000;

    private final BufferedInputStream in;
    private final int longest;

    /** @param longest in bytes */
    LineReader(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.longest = longest;
    }

    /** How a line ended. */
    enum End {
        LINE_FEED,
        END_OF_STREAM,
        TOO_LONG
    }

    /** @param text without its line feed; only the beginning if the line is too long */
    record Line(String text, End end) {}

    /** The next line that is not blank; at the end of the stream, what came after the last line feed. */
    Line read() throws IOException {
        var bytes = new ByteArrayOutputStream();
        boolean blank = true;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n' && !blank) {
                return new Line(bytes.toString(StandardCharsets.UTF_8), End.LINE_FEED);
            }
            blank &= isBlank(b);
            if (!blank) {
                bytes.write(b);
            }
            if (bytes.size() > longest) {
                String beginning = new String(bytes.toByteArray(), 0, BEGINNING, StandardCharsets.UTF_8);
                return new Line(beginning, End.TOO_LONG);
            }
        }
        return new Line(bytes.toString(StandardCharsets.UTF_8), End.END_OF_STREAM);
    }

    /** The text that is already there, up to the first line feed, without waiting for more; empty if it is blank. */
    String present() throws IOException {
        var bytes = new ByteArrayOutputStream();
        boolean blank = true;
        while (bytes.size() < BEGINNING && in.available() > 0) {
            int b = in.read();
            if (b < 0 || (b == '\n' && !blank)) {
                break;
            }
            blank &= isBlank(b);
            if (!blank) {
                bytes.write(b);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isBlank(int b) {
        return b == '\n' || b == '\r' || b == ' ' || b == '\t';
    }
}
