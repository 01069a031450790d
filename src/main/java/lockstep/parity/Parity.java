package lockstep.parity;

import java.util.Optional;
import lockstep.model.Run;
import lockstep.parity.verdict.Outputs;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;

/**
 * A run, and what was found on it.
 *
 * @param trace of the free run
 * @param outputs after the free run; empty where the candidate could not go on to its end
 * @param boundary on the way there; empty where the examples do not span a plane
 */
public record Parity(Run run, Verdict verdict, Trace trace, Optional<Outputs> outputs, Optional<Boundary> boundary) {

    Parity with(Verdict other) {
        return new Parity(run, other, trace, outputs, boundary);
    }

    /** One of which no answers are known. */
    public Parity(Run run, Verdict verdict, Trace trace) {
        this(run, verdict, trace, Optional.empty(), Optional.empty());
    }
}
