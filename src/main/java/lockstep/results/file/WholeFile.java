package lockstep.results.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a file whole or not at all: a reader finds the old one or the new one, never half of one. */
public final class WholeFile {

    private static final Pattern PART = Pattern.compile("[.].+[.]([0-9]{1,18})[.]part");

    private static final long MILLIS_OF_SILENCE = 60_000;

    private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

    private WholeFile() {}

    public interface Content {
        void writeTo(Writer writer) throws IOException;
    }

    public static void write(Path file, Content content) {
        sweep(file.toAbsolutePath().getParent());
        // Beside the file, because only within one file system is a move a single act.
        Path part = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (Writer writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                content.writeTo(writer);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        } catch (UncheckedIOException e) {
            throw new UnwritableException(file, Objects.requireNonNullElseGet(e.getCause(), () -> new IOException(e)));
        } finally {
            discard(part);
        }
    }

    /**
     * Makes a folder, if need be.
     *
     * @throws UnwritableException if it cannot be made
     */
    public static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UnwritableException(folder, e);
        }
    }

    /**
     * Removes a file, if there is one.
     *
     * @throws UnwritableException if it cannot be removed
     */
    public static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    /** Once for each folder: removes the parts that processes left there which were killed. */
    private static void sweep(@Nullable Path folder) {
        if (folder == null || !SWEPT.add(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (isForsaken(file)) {
                    discard(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // If the folder is of no use, writing to it says so.
        }
    }

    /** Whether its process is gone. Another machine's is unknown here, but shows by what it writes. */
    private static boolean isForsaken(Path file) throws IOException {
        Matcher part = PART.matcher(String.valueOf(file.getFileName()));
        return part.matches()
                && ProcessHandle.of(Long.parseLong(part.group(1))).isEmpty()
                && Files.getLastModifiedTime(file).toMillis() < System.currentTimeMillis() - MILLIS_OF_SILENCE;
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The first failure is the one to report; a leftover part harms nobody.
        }
    }
}
