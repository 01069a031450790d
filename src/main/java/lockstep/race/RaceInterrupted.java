package lockstep.race;

import java.util.concurrent.CancellationException;
import lockstep.race.ranking.Race;

/** A race was asked to end early. */
@SuppressWarnings("serial") // never written to a stream
public final class RaceInterrupted extends CancellationException {

    private final transient Race finished;

    RaceInterrupted(Race finished, Exception cause) {
        super("the race was interrupted");
        initCause(cause);
        this.finished = finished;
    }

    /** The race of the optimizers that had finished every seed: exactly their part of the whole race. */
    public Race finished() {
        return finished;
    }
}
