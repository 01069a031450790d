package lockstep.experiment;

/**
 * What came of a job.
 *
 * @param steps updates of the weights
 * @param presentations examples shown, with repetitions
 * @param finalLoss over all the examples, after the last epoch; not finite if the run diverged
 * @param curve the loss over all the examples at each epoch of {@link Curve#epochs} up to that at which the run ended
 */
public record RaceResult(
        RaceJob job, Outcome outcome, long steps, long presentations, double finalLoss, double[] curve) {

    /** Whether the target was reached. */
    public boolean converged() {
        return outcome instanceof Outcome.Converged;
    }

    /** The loss at point {@code k} of {@link Curve#epochs}: after its end a run keeps its last; infinite once diverged. */
    double lossAt(int k) {
        double loss = k < curve.length ? curve[k] : finalLoss;
        return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }
}
