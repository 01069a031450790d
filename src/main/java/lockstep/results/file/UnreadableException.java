package lockstep.results.file;

import java.nio.file.Path;
import lockstep.work.Sentence;

/** Results could not be read back. The message is one line, for a person. */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnreadableException(Path path, String reason) {
        super(Sentence.of("cannot read " + path + ": " + reason));
    }
}
