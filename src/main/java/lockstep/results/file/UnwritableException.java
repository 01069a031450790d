package lockstep.results.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import lockstep.work.Reason;

/** Results could not be written. The message is one line, for a person. */
public final class UnwritableException extends UncheckedIOException {

    private static final long serialVersionUID = 1;

    public UnwritableException(Path path, IOException cause) {
        super("cannot write " + path + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
            return "there is a file where a folder is needed"
                    + (cause instanceof FileSystemException e && e.getFile() != null ? " (" + e.getFile() + ")" : "");
        }
        if (cause instanceof NoSuchFileException) {
            return "the folder does not exist";
        }
        return Reason.of(cause);
    }
}
