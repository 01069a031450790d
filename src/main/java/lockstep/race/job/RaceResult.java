package lockstep.race.job;

import java.util.List;
import java.util.Optional;

/**
 * The result of a job.
 *
 * @param outcomes one for each of the goal's targets
 * @param steps updates of the weights, up to the first target or, if that was not reached, in all
 * @param presentations examples shown, with repetitions, up to the same point
 * @param finalLoss over all the examples, after the last epoch; not finite if the run diverged
 * @param curve the loss over all the examples at each epoch of {@link Goal#epochsOfCurve} up to the one where the run ended; empty if
 *     it was not kept
 * @param test on the examples that were held out, if any were
 */
public record RaceResult(
        RaceJob job,
        List<Outcome> outcomes,
        long steps,
        long presentations,
        double finalLoss,
        double[] curve,
        Optional<TestResult> test) {

    public RaceResult {
        outcomes = List.copyOf(outcomes);
    }

    /** The result of a job with one target. */
    public RaceResult(
            RaceJob job,
            Outcome outcome,
            long steps,
            long presentations,
            double finalLoss,
            double[] curve,
            Optional<TestResult> test) {
        this(job, List.of(outcome), steps, presentations, finalLoss, curve, test);
    }

    /** The result of a job with one target, of a run that is not tested. */
    public RaceResult(RaceJob job, Outcome outcome, long steps, long presentations, double finalLoss, double[] curve) {
        this(job, List.of(outcome), steps, presentations, finalLoss, curve, Optional.empty());
    }

    /** Whether it has what its job asks for. */
    public boolean isOfItsJob() {
        return outcomes.size() == job.goal().targets().size()
                && test.isPresent() == job.run().test().isPresent();
    }

    /** The outcome for the first target, which is the one that decides. */
    public Outcome outcome() {
        return outcomes.get(0);
    }

    /** Whether the first target was reached. */
    public boolean converged() {
        return outcome() instanceof Outcome.Converged;
    }

    /** The epochs to the first target; infinite, later than any that was seen, if it was not reached. */
    public double epochsToTarget() {
        return epochsTo(0);
    }

    /** The epochs to a target, counted from 0 in the goal's order; infinite if it was not reached. */
    public double epochsTo(int target) {
        return outcomes.get(target) instanceof Outcome.Converged converged
                ? converged.epochs()
                : Double.POSITIVE_INFINITY;
    }

    /**
     * What the steps cost in Fahlman's measure: a presentation crosses each connection once on the way forward, and each but
     * those from the inputs once on the way back.
     *
     * <p>Source: Fahlman and Lebiere, "The cascade-correlation learning architecture" (1990).
     */
    public long connectionCrossings() {
        var network = job.run().network();
        int forward = network.weightCount();
        int backward = forward - network.weightsOf(0);
        return Math.multiplyExact(presentations, (long) forward + backward);
    }

    /** The loss at point {@code k} of {@link Goal#epochsOfCurve}: after its end a run keeps its last; infinite once diverged. */
    public double lossAt(int k) {
        double loss = k < curve.length ? curve[k] : finalLoss;
        return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }

    /** The loss on the examples held out at point {@code k}; NaN where none were. */
    public double testLossAt(int k) {
        return test.map(result -> result.lossAt(k)).orElse(Double.NaN);
    }

    /** The accuracy on the examples held out at point {@code k}; NaN where there is none. */
    public double accuracyAt(int k) {
        return test.map(result -> result.accuracyAt(k)).orElse(Double.NaN);
    }
}
