package lockstep.program;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import lockstep.model.NetworkSpec;
import lockstep.model.TrainingSteps;
import lockstep.program.LineReader.Line;
import lockstep.work.Reason;

/**
 * What a program wrote down of its training: a line of JSON for {@code init}, as in the protocol, then one per step, with the
 * batch and what the program would have answered. It may be gzipped. {@code docs/bring-your-own.md} has the keys.
 *
 * <p>It is read as a stream, once for each {@link #steps}: neither memory nor time per step depends on its length.
 *
 * @param init the first line
 * @param first the second: its first step
 * @param length how many steps it has, a broken one at the end included
 */
public record TraceFile(Path path, String init, String first, int length) {

    /** In bytes; ten million weights. */
    static final int LONGEST_LINE = 250_000_000;

    private static final int GZIP = 0x8b1f;

    /** A file that is no trace; the message is for a person. */
    public static final class WrongException extends Exception {

        private static final long serialVersionUID = 1L;

        WrongException(Path path, String message) {
            super(path + ": " + message);
        }
    }

    /** Looks at a file. */
    public static TraceFile of(Path path) throws WrongException {
        if (!Files.isRegularFile(path)) {
            throw new WrongException(path, "found no such file, expected a trace: lines of JSON");
        }
        try (InputStream in = stream(path)) {
            var lines = new LineReader(in);
            Line init = lines.read(LONGEST_LINE);
            Line first = lines.read(LONGEST_LINE);
            if (init.text().isEmpty() || first.text().isEmpty()) {
                throw new WrongException(
                        path,
                        "found " + (init.text().isEmpty() ? "an empty file" : "one line")
                                + ", expected a trace: a line with \"op\": \"init\", then one per step");
            }
            if (init.end() == LineReader.End.TOO_LONG || first.end() == LineReader.End.TOO_LONG) {
                throw new WrongException(
                        path, "found a line of more than " + LONGEST_LINE + " bytes, expected shorter ones");
            }
            return new TraceFile(path, init.text(), first.text(), 1 + lines.count());
        } catch (EOFException | ZipException e) {
            throw new WrongException(path, "found a gzipped file that ends in the middle of its first step");
        } catch (IOException e) {
            throw new WrongException(path, "found a file that cannot be read (" + Reason.of(e) + "), expected a trace");
        }
    }

    /** The steps, from the first on. */
    public TrainingSteps steps(NetworkSpec network) {
        return new RecordedSteps(this, network);
    }

    static InputStream stream(Path path) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        in.mark(2);
        int magic = in.read() | in.read() << 8;
        in.reset();
        return magic == GZIP ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
