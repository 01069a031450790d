package lockstep.data.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import lockstep.work.Heap;
import lockstep.work.Progress;
import lockstep.work.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A file of examples as bytes, unpacked if it was packed with gzip. It can be read more than once.
 *
 * @param path the file, or the name that messages give to {@code bytes}
 * @param kind what it should be, for messages: {@code a CSV file}
 * @param bytes what is read in its place; null reads the file
 */
record DataFile(Path path, String kind, byte @Nullable [] bytes) {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP = 0x1f8b;

    /** What a file is read for. */
    interface Use<T> {
        T of(InputStream stream) throws IOException, DataException;
    }

    /**
     * A file that is there.
     *
     * @throws DataException if it is not, or is a folder
     */
    static DataFile of(Path file, String kind) throws DataException {
        if (Files.isDirectory(file)) {
            throw new DataException(file, 0, "found a folder, expected " + kind);
        }
        if (!Files.exists(file)) {
            throw new DataException(file, 0, "found " + DataException.missing(file) + ", expected " + kind);
        }
        try { // a pipe cannot be read twice
            return new DataFile(file, kind, Files.isRegularFile(file) ? null : Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** A file of our own, beside a class. */
    static DataFile ofResource(Class<?> owner, String name) {
        try (InputStream stream = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
            return new DataFile(Path.of(name), "a resource", stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads it in silence. */
    <T> T read(Use<T> use) throws DataException {
        return read(Progress.NONE, use);
    }

    /**
     * Reads it.
     *
     * @param progress of the megabytes in the file
     * @throws DataException if that fails
     */
    <T> T read(Progress progress, Use<T> use) throws DataException {
        try (InputStream stream = unpacked(new Counted(open(), progress))) {
            return use.of(stream);
        } catch (IOException e) {
            throw unreadable(path, e);
        } catch (UncheckedIOException e) {
            throw unreadable(path, Objects.requireNonNull(e.getCause()));
        }
    }

    /**
     * Some of its bytes, not unpacked.
     *
     * @param from the first
     * @param to the one after the last
     * @throws EOFException if there are not so many
     */
    byte[] bytes(long from, long to) throws IOException {
        byte[] part = new byte[(int) (to - from)];
        try (InputStream stream = open()) {
            stream.skipNBytes(from);
            if (stream.readNBytes(part, 0, part.length) < part.length) {
                throw new EOFException("it ends before byte " + to);
            }
            return part;
        }
    }

    /** Its size in bytes. */
    long size() throws IOException {
        return bytes == null ? Files.size(path) : bytes.length;
    }

    /** Its size in megabytes, rounded up: how much progress is seen. */
    long megabytes() {
        try {
            return Math.max(1, size() + Counted.MEGABYTE - 1) / Counted.MEGABYTE;
        } catch (IOException e) {
            return 1; // whoever reads it will hear why
        }
    }

    /**
     * Room for the numbers in it.
     *
     * @param width numbers of a row
     * @throws DataException if there is not that much
     */
    double[] room(int rows, int width) throws DataException {
        long count = (long) rows * width;
        long bytes = count * Double.BYTES;
        String numbers = "found " + rows + " rows of " + width + " numbers, ";
        if (count > Heap.LONGEST) {
            throw new DataException(
                    path,
                    0,
                    numbers + "expected " + Heap.LONGEST + " numbers at most: `limit` or `sample` takes fewer");
        }
        try {
            return new double[(int) count];
        } catch (OutOfMemoryError e) {
            throw new DataException(
                    path,
                    0,
                    numbers + "which need " + Heap.size(bytes) + ". " + Heap.advice(bytes)
                            + "; `limit` or `sample` takes fewer rows");
        }
    }

    private InputStream open() throws IOException {
        return bytes == null ? Files.newInputStream(path) : new ByteArrayInputStream(bytes);
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        InputStream stream = new BufferedInputStream(raw, BUFFER);
        stream.mark(2);
        int magic = stream.read() << 8 | stream.read();
        stream.reset();
        return magic == GZIP ? new GZIPInputStream(stream, BUFFER) : stream;
    }

    private static DataException unreadable(Path file, IOException e) {
        if (e instanceof CharacterCodingException) {
            return new DataException(file, 0, "found bytes that are not UTF-8, expected a CSV file in UTF-8");
        }
        if (e instanceof ZipException || e instanceof EOFException) {
            String why = Objects.requireNonNullElse(e.getMessage(), "it ends too early");
            return new DataException(file, 0, "found a file that gzip cannot unpack (" + why + ")");
        }
        return new DataException(file, 0, "found a file that cannot be read (" + Reason.of(e) + ")");
    }

    /** Tells progress of each megabyte. */
    private static final class Counted extends FilterInputStream {

        private static final int MEGABYTE = 1 << 20;

        private final Progress progress;
        private long bytes;

        Counted(InputStream stream, Progress progress) {
            super(stream);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int more) {
            long before = bytes / MEGABYTE;
            bytes += more;
            if (bytes / MEGABYTE > before) {
                progress.advance((int) (bytes / MEGABYTE - before));
            }
        }
    }
}
