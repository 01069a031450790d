package lockstep.parity.verdict;

/**
 * The free run, step by step; all arrays are of one length, a number per step.
 *
 * @param stepsPerEpoch how many steps make an epoch
 * @param scalarLoss the scalar network's loss before each update
 * @param candidateLoss the candidate's
 * @param controlSpread how far the losses of networks that round differently are from the scalar network's: the largest distance; NaN
 *     where none were asked
 */
public record Trace(int stepsPerEpoch, double[] scalarLoss, double[] candidateLoss, double[] controlSpread) {

    /** How many steps were made. */
    public int steps() {
        return scalarLoss.length;
    }

    /** How many epochs were finished. */
    public int epochs() {
        return steps() / stepsPerEpoch;
    }

    /**
     * The losses of an epoch's steps, added up.
     *
     * @param losses one of the arrays above
     * @param epoch one that was finished, counted from 0
     */
    public double sum(double[] losses, int epoch) {
        double sum = 0.0;
        for (int step = epoch * stepsPerEpoch; step < (epoch + 1) * stepsPerEpoch; step++) {
            sum += losses[step];
        }
        return sum;
    }
}
