package lockstep.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lockstep.results.file.UnreadableException;

/**
 * The journal of a shard.
 *
 * @param title empty if its first line is not one of a shard's
 */
public record ShardFile(Path file, Optional<JournalTitle> title) {

    private static final String BEGIN = "shard-";
    private static final String END = ".journal";

    /** The name of the file of a shard {@code 3/20}. */
    static String name(String shard) {
        return BEGIN + shard.replace("/", "-of-") + END;
    }

    /** The shards in the folders of configs' results in a folder, sorted by name. */
    public static List<ShardFile> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> isShard(String.valueOf(file.getFileName())))
                    .sorted()
                    .map(ShardFile::of)
                    .toList();
        } catch (IOException e) {
            throw new UnreadableException(folder, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isShard(String name) {
        return name.startsWith(BEGIN) && name.endsWith(END);
    }

    private static ShardFile of(Path file) {
        return new ShardFile(
                file,
                JobJournal.lines(file, line -> {})
                        .flatMap(JournalTitle::read)
                        .filter(title -> !title.shard().isEmpty()));
    }

    /** The name of the folder that it is in, which is its config's. */
    public String folder() {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.getName(absolute.getNameCount() - 2).toString();
    }

    /** The config whose jobs it has, as its results have it. */
    public Path config() {
        return file.resolveSibling(ResultFolder.CONFIG);
    }

    /** Its lines that are complete. */
    public void lines(Consumer<JournalLine> each) {
        JobJournal.lines(file, each);
    }
}
