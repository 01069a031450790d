package lockstep.optim;

/**
 * The number of a step and its learning rate: all that a rule needs apart from the gradient and its own state. A network keeps
 * one object for all its steps, so nothing is allocated.
 */
public final class Step {

    private int t;
    private double learningRate;

    // The powers of the two betas last asked for, and Adam's size: computed once a step, not once for each row of
    // weights.
    private Power power = new Power();
    private Power earlier = new Power();
    private double adamBeta1 = Double.NaN;
    private double adamBeta2 = Double.NaN;
    private double adamSize;

    /** Below this a step size is rounded to 0. */
    private double least;

    /** By how much of itself, for each root of t - 1, a power is off. */
    private double powerError;

    /**
     * From now on the powers of the betas are off by as much as rounding in another precision may leave them: {@code sqrt(t - 1)}
     * roundings of two units each. A power that is made by t - 1 multiplications is off by so much.
     *
     * @param unit that precision's unit roundoff; below 0 for smaller powers
     */
    public void roundPowers(double unit) {
        powerError = 2.0 * unit;
    }

    /** From now on step sizes below a precision's smallest normal number are rounded to 0. */
    public void roundSizes(double smallest) {
        least = smallest;
    }

    /** Goes on to the next step. */
    public void next(double rate) {
        at(t + 1, rate);
    }

    /** Goes to the step of this number, 1 at the first. */
    public void at(int number, double rate) {
        t = number;
        learningRate = rate;
        adamBeta1 = Double.NaN;
    }

    /** The number of this step: 1 at the first. */
    public int t() {
        return t;
    }

    /** The learning rate of this step: {@link Optimizer#learningRate}, unless a schedule changes it. */
    public double learningRate() {
        return learningRate;
    }

    /**
     * {@code 1 - beta^t}: a running mean {@code m = beta * m + (1 - beta) * g} that started at 0 is too small by this factor.
     */
    public double correction(double ofBeta) {
        return correction(ofBeta, powerError);
    }

    private double correction(double ofBeta, double error) {
        if (ofBeta != power.base()) {
            Power other = earlier;
            earlier = power;
            power = other;
            if (ofBeta != power.base()) {
                power.begin(ofBeta);
            }
        }
        double complement = power.complement(t);
        return error == 0.0 ? complement : complement - (1.0 - complement) * error * Math.sqrt(t - 1.0);
    }

    /**
     * Adam's step size, with the corrections of both running means in it:
     * {@code learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)}.
     *
     * @param fallback what DL4J takes where that is 0 or not finite
     */
    double adamSize(double beta1, double beta2, double fallback) {
        if (beta1 != adamBeta1 || beta2 != adamBeta2) {
            adamBeta1 = beta1;
            adamBeta2 = beta2;
            // The two errors have opposite signs, so that they do not cancel out.
            adamSize = learningRate * Math.sqrt(correction(beta2, powerError)) / correction(beta1, -powerError);
        }
        return orElse(adamSize, fallback);
    }

    /** {@code size}, or {@code fallback} where it is 0 or not finite: DL4J's rule for the step sizes of Adam's family. */
    public double orElse(double size, double fallback) {
        return Math.abs(size) <= least || !Double.isFinite(size) ? fallback : size;
    }
}
