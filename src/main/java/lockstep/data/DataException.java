package lockstep.data;

import java.nio.file.Path;

/** A file of examples that cannot be read: which file, where in it, what was found and what was expected. */
public final class DataException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final long line;

    DataException(Path file, long line, String message) {
        super(message);
        this.file = file;
        this.line = line;
    }

    public Path file() {
        return file;
    }

    /** The line of the file, counted from 1, or 0 for the whole file. */
    public long line() {
        return line;
    }
}
