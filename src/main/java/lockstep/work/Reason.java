package lockstep.work;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Why a file could not be read or written, in words. */
public final class Reason {

    private Reason() {}

    /** The reason; without the file's name, which is all that the system's own message may be. */
    public static String of(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        return cause instanceof FileSystemException e && e.getReason() != null
                ? e.getReason()
                : String.valueOf(cause.getMessage());
    }
}
