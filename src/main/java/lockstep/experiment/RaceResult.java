package lockstep.experiment;

import java.util.Optional;

/**
 * What came of a job.
 *
 * @param steps updates of the weights
 * @param presentations examples shown, with repetitions
 * @param finalLoss over all the examples, after the last epoch; not finite if the run diverged
 * @param curve the loss over all the examples at each epoch of {@link Curve#epochs} up to that at which the run ended
 * @param test on the examples that were held out, if any were
 */
public record RaceResult(
        RaceJob job,
        Outcome outcome,
        long steps,
        long presentations,
        double finalLoss,
        double[] curve,
        Optional<TestResult> test) {

    /** The result of a run that is not tested. */
    public RaceResult(RaceJob job, Outcome outcome, long steps, long presentations, double finalLoss, double[] curve) {
        this(job, outcome, steps, presentations, finalLoss, curve, Optional.empty());
    }

    /** Whether the target was reached. */
    public boolean converged() {
        return outcome instanceof Outcome.Converged;
    }

    /** The loss at point {@code k} of {@link Curve#epochs}: after its end a run keeps its last; infinite once diverged. */
    double lossAt(int k) {
        double loss = k < curve.length ? curve[k] : finalLoss;
        return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }

    /** The loss on the examples held out at point {@code k}; NaN where none were. */
    double testLossAt(int k) {
        return test.map(result -> result.lossAt(k)).orElse(Double.NaN);
    }

    /** The accuracy on the examples held out at point {@code k}; NaN where there is none. */
    double accuracyAt(int k) {
        return test.map(result -> result.accuracyAt(k)).orElse(Double.NaN);
    }
}
