package lockstep.results;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lockstep.model.Run;
import lockstep.race.Goal;
import lockstep.race.Journal;
import lockstep.race.RaceJob;
import lockstep.race.RaceResult;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file: a line per job, written as soon as the job is done. A line that a kill cut short fails its checksum and
 * is ignored. The file's first line says what all its jobs depend on; a journal with any other first line is thrown away.
 */
public final class JobJournal implements Journal, AutoCloseable {

    private final Path file;
    private final Map<String, String> remembered = new ConcurrentHashMap<>();
    private final String title;
    private final Origin origin;
    private final int found;
    private @Nullable OutputStream out; // from the first line on

    /** What the file held when the journal was opened. */
    public enum Origin {
        /** Nothing. */
        NONE,
        /** A journal of the same build and config: its jobs need not be done again. */
        SAME,
        /** A journal of another build of the program, which may compute differently: it is thrown away. */
        OTHER_BUILD,
        /** A journal of another config: it is thrown away. */
        OTHER_CONFIG
    }

    /**
     * Reads a journal. Build and config are all that every job depends on besides its optimizer, its goal, its examples and its
     * seed.
     *
     * @throws UnwritableException if it cannot be read
     */
    JobJournal(Path file, String build, String config) {
        this.file = file;
        this.title = "lockstep journal " + digest(build) + " " + digest(config);
        try {
            this.origin = read();
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
        this.found = remembered.size();
    }

    /** Reads the file, if it is there and has this title. */
    private Origin read() throws IOException {
        if (!Files.exists(file)) {
            return Origin.NONE;
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) { // whatever the bytes are
            var each = lines.iterator();
            String first = each.hasNext() ? each.next() : "";
            if (!first.equals(title)) {
                boolean ofBuild = first.startsWith(title.substring(0, title.lastIndexOf(' ') + 1));
                return ofBuild ? Origin.OTHER_CONFIG : Origin.OTHER_BUILD;
            }
            each.forEachRemaining(
                    line -> JournalLine.entry(line).ifPresent(entry -> remembered.put(entry.key(), entry.value())));
            return Origin.SAME;
        }
    }

    public Origin origin() {
        return origin;
    }

    /** How many jobs were in it when it was opened. */
    public int found() {
        return found;
    }

    @Override
    public Section section(Run run, Goal goal) {
        String name = digest(digest -> {
            update(digest, run.label() + "\n" + run.network().optimizer() + "\n" + goal);
            update(digest, run.examples().inputValues());
            update(digest, run.examples().targetValues());
            run.test().ifPresent(test -> {
                update(digest, test.inputValues());
                update(digest, test.targetValues());
            });
        });
        return new Section() {
            @Override
            public Optional<RaceResult> find(RaceJob job) {
                String value = remembered.remove(key(job));
                return Optional.ofNullable(value).flatMap(text -> JournalLine.result(text, job));
            }

            @Override
            public void add(RaceResult result) {
                write(JournalLine.of(key(result.job()), result));
            }

            private String key(RaceJob job) {
                return name + (job.withCurve() ? ":" : "-") + job.run().seed();
            }
        };
    }

    /** One call to the system, so that lines do not mix. */
    private synchronized void write(String line) {
        try {
            if (out == null) {
                out = open();
            }
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    private OutputStream open() throws IOException {
        OutputStream opened = Files.newOutputStream(
                file,
                StandardOpenOption.CREATE,
                origin == Origin.SAME ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        // After a line that was cut short, the next one needs a line of its own.
        opened.write(((origin == Origin.SAME ? "" : title) + "\n").getBytes(StandardCharsets.US_ASCII));
        return opened;
    }

    /** Throws the journal away: everything is done. */
    public void delete() {
        close();
        WholeFile.remove(file);
    }

    @Override
    public synchronized void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    private static void update(MessageDigest digest, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        digest.update(bytes);
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String text) {
        return digest(digest -> update(digest, text));
    }

    private static String digest(Consumer<MessageDigest> content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.accept(digest);
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
