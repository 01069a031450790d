package lockstep.results;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import lockstep.race.JobList;
import lockstep.race.Journal;
import lockstep.race.job.RaceResult;
import lockstep.results.file.UnwritableException;
import lockstep.results.file.WholeFile;
import lockstep.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file: a line per job, written as soon as the job is done. A line that a kill cut short fails its checksum and
 * is ignored. The file's first line says what all its jobs depend on; a journal with any other first line is thrown away. It is
 * read line by line: none of what it holds stays in memory.
 */
public final class JobJournal implements Journal, AutoCloseable {

    private final Path file;
    private final JournalTitle title;
    private final Origin origin;
    private int found;
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
     * Reads a journal.
     *
     * @throws UnwritableException if it cannot be read
     */
    JobJournal(Path file, JournalTitle title) {
        this.file = file;
        this.title = title;
        Optional<String> first = lines(file, line -> found++);
        if (first.isEmpty()) {
            this.origin = Origin.NONE;
        } else if (first.get().equals(title.text())) {
            this.origin = Origin.SAME;
        } else {
            Optional<JournalTitle> other = JournalTitle.read(first.get());
            boolean ofBuild = other.isPresent() && other.get().build().equals(title.build());
            this.origin = ofBuild ? Origin.OTHER_CONFIG : Origin.OTHER_BUILD;
            this.found = 0;
        }
    }

    /**
     * Reads the lines of a journal that are complete.
     *
     * @return the first line of the file, which is the title; empty if there is no file, or its process was killed before it wrote
     * @throws UnwritableException if it cannot be read
     */
    static Optional<String> lines(Path file, Consumer<JournalLine> each) {
        try (BufferedReader lines =
                Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) { // whatever the bytes are
            String first = lines.readLine();
            for (String line = first; line != null; line = lines.readLine()) {
                JournalLine.read(line).ifPresent(each);
            }
            return Optional.ofNullable(first);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UnwritableException(file, e);
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
    public void replay(JobList jobs, Workers.Finished<RaceResult> to) {
        if (origin == Origin.SAME) {
            lines(file, line -> line.result(jobs).ifPresent(result -> to.accept(line.number(), result)));
        }
    }

    @Override
    public void add(JobList jobs, int number, RaceResult result) {
        write(JournalLine.of(jobs, number, result));
    }

    /** Takes the line of another journal. */
    public void add(JournalLine line) {
        write(line.text());
    }

    /** Writes the title, if nothing else has been. */
    void begin() {
        write("");
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
        opened.write(((origin == Origin.SAME ? "" : title.text()) + "\n").getBytes(StandardCharsets.US_ASCII));
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
}
