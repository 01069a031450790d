package lockstep.optim;

/**
 * The number of a step and its learning rate: what a rule needs to know besides the gradient and its own state. One object
 * goes with a network from step to step, so that nothing is allocated.
 */
public final class Step {

    private int t;
    private double learningRate;

    // The corrections of the two betas last asked for: they are computed once a step, not once for each row of weights.
    private double beta = Double.NaN;
    private double correction;
    private double earlierBeta = Double.NaN;
    private double earlierCorrection;

    /** Goes on to the next step. */
    public void next(double rate) {
        t++;
        learningRate = rate;
        beta = Double.NaN;
        earlierBeta = Double.NaN;
    }

    /** The number of this step: 1 at the first. */
    public int t() {
        return t;
    }

    /** The learning rate of this step: {@link Optimizer#learningRate}, unless a schedule says otherwise. */
    public double learningRate() {
        return learningRate;
    }

    /**
     * {@code 1 - beta^t}: a running mean {@code m = beta * m + (1 - beta) * g} that started at 0 is too small by this factor.
     */
    double correction(double ofBeta) {
        if (ofBeta == beta) {
            return correction;
        }
        if (ofBeta == earlierBeta) {
            return earlierCorrection;
        }
        earlierBeta = beta;
        earlierCorrection = correction;
        beta = ofBeta;
        correction = 1.0 - Power.of(ofBeta, t);
        return correction;
    }

    /**
     * Adam's step size, with the corrections of both running means in it:
     * {@code learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)}.
     *
     * @param fallback what DL4J takes where that is 0 or not finite
     */
    double adamSize(double beta1, double beta2, double fallback) {
        return orElse(learningRate * Math.sqrt(correction(beta2)) / correction(beta1), fallback);
    }

    /** {@code size}, or {@code fallback} where it is 0 or not finite: DL4J's rule for the step sizes of Adam's family. */
    static double orElse(double size, double fallback) {
        return size == 0.0 || !Double.isFinite(size) ? fallback : size;
    }
}
