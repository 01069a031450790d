package lockstep.results.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of a person's own, which nothing may overwrite. */
public final class NewFile {

    private NewFile() {}

    /**
     * Writes it, and the folder that it is in.
     *
     * @return false if there is such a file already; then nothing is written
     * @throws UnwritableException if it cannot be written
     */
    public static boolean write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }
}
