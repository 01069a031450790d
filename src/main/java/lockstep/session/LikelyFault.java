package lockstep.session;

import java.util.Optional;
import lockstep.diagnosis.Diagnosis;
import lockstep.diagnosis.ObservedLosses;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.parity.Finding;
import lockstep.parity.Parity;
import lockstep.parity.Rung;
import lockstep.parity.Trace;

/** The fault behind a disagreement, as far as a comparison finds it in passing. */
public final class LikelyFault {

    /** Nobody waits for all quadruples in passing. */
    private static final int MOST_FAULTS = 3;

    private LikelyFault() {}

    /**
     * For a scalar network with planted faults: what its losses alone say is wrong with it; empty if the candidate failed before
     * the first.
     *
     * @param most how many faults to look for
     */
    public static Optional<Diagnosis> planted(Parity parity, int most, int threads) {
        return losses(parity.trace().scalarLoss(), Diagnosis.STEPS, Precision.DOUBLE)
                .map(losses -> Diagnosis.of(parity.run(), losses, threads, most));
    }

    /**
     * For a candidate whose free run is known: what its losses say; empty if it failed before its first.
     *
     * @param steps how many to look at
     */
    public static Optional<Diagnosis> of(Parity parity, int steps, int threads) {
        Run run = parity.run();
        Trace trace = parity.trace();
        Finding gradient = parity.verdict().at(Rung.GRADIENT);
        boolean right = gradient.holds() && gradient.judged() && gradient.note().isEmpty();
        return losses(trace.candidateLoss(), steps, run.network().precision())
                .map(losses -> right
                        ? Diagnosis.ofRightGradient(run, losses, threads, MOST_FAULTS)
                        : Diagnosis.of(run, losses, threads, MOST_FAULTS));
    }

    private static Optional<ObservedLosses> losses(double[] all, int steps, Precision precision) {
        return all.length == 0
                ? Optional.empty()
                : Optional.of(ObservedLosses.exact(all, precision).first(steps));
    }
}
