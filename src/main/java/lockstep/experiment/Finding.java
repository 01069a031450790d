package lockstep.experiment;

/**
 * What one rung found: the place where the two sides are furthest apart, measured against what they may be, or the first
 * place where that is exceeded.
 *
 * @param holds whether the rung held
 * @param share the share of the tolerance that was used there: 1 is the limit, infinity where a number is not finite
 * @param step the step, counted from 0: how many updates had been made before it; -1 where the rung has no steps
 * @param layer the layer, counted from 1 at the first hidden one; 0 where the quantity is the whole network's
 * @param quantity what was compared: {@code loss}, {@code gradient of weight[2][0]}, {@code update[3]}
 * @param scalar what the scalar network has there
 * @param candidate what the candidate has there
 * @param note a sentence for a person, or the empty string
 */
public record Finding(
        Rung rung,
        boolean holds,
        double share,
        int step,
        int layer,
        String quantity,
        double scalar,
        double candidate,
        String note) {

    /** There was nothing to compare. */
    static Finding nothing(Rung rung, String note) {
        return new Finding(rung, true, 0.0, -1, 0, "", Double.NaN, Double.NaN, note);
    }

    /** The same with a sentence for a person. */
    Finding withNote(String other) {
        return new Finding(rung, holds, share, step, layer, quantity, scalar, candidate, other);
    }
}
