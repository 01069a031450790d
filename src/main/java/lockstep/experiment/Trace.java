package lockstep.experiment;

/**
 * The free run, step by step; all arrays are of one length, a number per step.
 *
 * @param stepsPerEpoch how many steps make an epoch
 * @param scalarLoss the scalar network's loss before each update
 * @param candidateLoss the candidate's
 * @param controlSpread how far the controls' losses are from the scalar network's: the largest distance
 */
public record Trace(int stepsPerEpoch, double[] scalarLoss, double[] candidateLoss, double[] controlSpread) {

    /** How many steps were made. */
    public int steps() {
        return scalarLoss.length;
    }
}
