package lockstep.parity;

import java.util.List;
import java.util.concurrent.CancellationException;

/** A verification was told to end before its end. */
@SuppressWarnings("serial") // never written to a stream
public final class VerificationInterrupted extends CancellationException {

    private final transient List<Parity> finished;

    VerificationInterrupted(List<Parity> finished, Exception cause) {
        super("the verification was interrupted");
        initCause(cause);
        this.finished = List.copyOf(finished);
    }

    /** The runs that had been judged, in their order: exactly what they are in the whole verification. */
    public List<Parity> finished() {
        return finished;
    }
}
