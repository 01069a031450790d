package lockstep.race;

import java.util.concurrent.CancellationException;

/** A race was told to end before its end. */
@SuppressWarnings("serial") // never written to a stream
public final class RaceInterrupted extends CancellationException {

    private final transient Race finished;

    RaceInterrupted(Race finished, Exception cause) {
        super("the race was interrupted");
        initCause(cause);
        this.finished = finished;
    }

    /** The race of those optimizers that had finished with every seed: exactly what they have in the whole race. */
    public Race finished() {
        return finished;
    }
}
