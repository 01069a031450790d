package lockstep.race.job;

/**
 * How a run did on the examples that were held out.
 *
 * @param losses over all of them, at each epoch of {@link Goal#epochsOfCurve} up to the one where the run ended; infinite once it
 *     diverged
 * @param accuracies the share of them that it got right ({@link Accuracy}), at the same epochs; 0 once it diverged, NaN if the
 *     targets are not classes
 * @param finalLoss at its end
 * @param finalAccuracy at its end
 */
public record TestResult(double[] losses, double[] accuracies, double finalLoss, double finalAccuracy) {

    /** The loss at point {@code k} of {@link Goal#epochsOfCurve}: after its end a run keeps its last. */
    double lossAt(int k) {
        return k < losses.length ? losses[k] : finalLoss;
    }

    /** The accuracy at point {@code k}: after its end a run keeps its last. */
    double accuracyAt(int k) {
        return k < accuracies.length ? accuracies[k] : finalAccuracy;
    }
}
