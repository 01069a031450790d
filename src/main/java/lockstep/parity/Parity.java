package lockstep.parity;

import java.util.Optional;
import lockstep.model.Run;

/**
 * A run, and what was found on it.
 *
 * @param trace of the free run
 * @param outputs after the free run; empty where the candidate could not go on to its end
 */
public record Parity(Run run, Verdict verdict, Trace trace, Optional<Outputs> outputs) {

    Parity with(Verdict other) {
        return new Parity(run, other, trace, outputs);
    }

    /** One of which the outputs are not known. */
    public Parity(Run run, Verdict verdict, Trace trace) {
        this(run, verdict, trace, Optional.empty());
    }
}
