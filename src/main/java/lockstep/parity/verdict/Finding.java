package lockstep.parity.verdict;

import lockstep.model.EngineFailure;

/**
 * What one rung found: the place where the two sides are furthest apart, measured against what they may be, or the first
 * place where that is exceeded.
 *
 * @param holds whether the rung held
 * @param share the share of the tolerance that was used there: 1 is the limit, infinity where a number is not finite, NaN
 *     where the tolerance is not
 * @param step the step, counted from 0: how many updates had been made before it; -1 where the rung has no steps
 * @param layer the layer, counted from 1 at the first hidden one; 0 where the quantity is the whole network's
 * @param quantity what was compared: {@code loss}, {@code gradient of weight[2][0]}, {@code update[3]}; {@code answer} where the
 *     candidate failed to give one, empty where nothing was compared
 * @param scalar what the scalar network has there
 * @param candidate what the candidate has there
 * @param note a sentence for a person, or the empty string; a program's own last words stand in further lines
 * @param kinkSteps in how many of the steps some unit stood at a kink, or an output at its loss's
 * @param sharpness how small a fault the rung could have seen
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
        String note,
        int kinkSteps,
        Sharpness sharpness) {

    /** One without kinks, that is not about steps. */
    public Finding(
            Rung rung,
            boolean holds,
            double share,
            int step,
            int layer,
            String quantity,
            double scalar,
            double candidate,
            String note) {
        this(rung, holds, share, step, layer, quantity, scalar, candidate, note, 0, Sharpness.NONE);
    }

    /** What can be said of a number that is not finite on either side. */
    public static final String BOTH_OVERFLOWED =
            "both sides overflowed: nothing can be said from here on; a smaller learning rate helps";

    /** The same of numbers whose bounds are not finite. */
    public static final String BOUND_OVERFLOWED =
            "the numbers are so large that a bound on their rounding overflows: nothing can be said"
                    + " from here on; a smaller learning rate helps";

    /** The same where a rule remembers the side of a kink that is not known. */
    public static final String SIDE_UNKNOWN =
            "a unit stood at its kink in a step before, the optimizer remembers which side was taken, and a program that"
                    + " tells no gradient does not say it: nothing can be said from here on; if it told its gradients, it could";

    /** The quantity of a finding that says the candidate failed to answer. */
    private static final String ANSWER = "answer";

    /** The candidate could not go on. */
    public static Finding failed(Rung rung, int step, EngineFailure failure) {
        return new Finding(
                rung,
                false,
                Double.POSITIVE_INFINITY,
                step,
                0,
                ANSWER,
                Double.NaN,
                Double.NaN,
                String.valueOf(failure.getMessage()));
    }

    /** There was nothing to compare. */
    public static Finding nothing(Rung rung, String note) {
        return new Finding(rung, true, 0.0, -1, 0, "", Double.NaN, Double.NaN, note);
    }

    /** Whether anything was compared; if not, the note says why. */
    public boolean judged() {
        return !quantity.isEmpty();
    }

    /** Whether the rung broke because the candidate could not go on; the note says how. There are no values then. */
    public boolean failed() {
        return quantity.equals(ANSWER);
    }

    /** Whether the rung ends because a number, or its bound, is infinite or none: that is no difference, and no agreement either. */
    public boolean overflowed() {
        return !holds && !failed() && (Double.isNaN(share) || !(Double.isFinite(scalar) || Double.isFinite(candidate)));
    }

    /** What a sentence on another finding may say of this one. */
    public String inWords() {
        return "of the weights, layer " + layer + " shows it at " + quantity + ": " + scalar + ", and the candidate's "
                + candidate;
    }

    /** The same with a sentence for a person. */
    public Finding withNote(String other) {
        return new Finding(rung, holds, share, step, layer, quantity, scalar, candidate, other, kinkSteps, sharpness);
    }

    public Finding withKinkSteps(int number) {
        return with(number, sharpness);
    }

    /** The same, of these steps. */
    public Finding with(int steps, Sharpness other) {
        return new Finding(rung, holds, share, step, layer, quantity, scalar, candidate, note, steps, other);
    }
}
