package lockstep.optim;

/**
 * Quickprop: each weight jumps to where the parabola through its last two slopes is lowest, but no further than so many times its
 * last step.
 *
 * <pre>
 *   s = -g                                                     the slope downhill, p the one of the step before
 *   q = d * s / (p - s), or maximumGrowth * d                  where s is beyond maximumGrowth / (1 + maximumGrowth) of p
 *   d = q + learningRate * s, or q alone                       where s no longer has the sign of d
 *   w += d
 * </pre>
 *
 * <p>Along d, that is: the signs of s and p are taken relative to the last step's. At the first step, and after one no larger than
 * {@code smallestStep}, d is {@code learningRate * s}. Fahlman's program adds {@code -0.0001 w} to every slope: that is {@code l2} and {@code l2_bias} of 0.0001
 * here. His flat spot and his dead zone are settings of the network ({@code flat_spot}, {@code error_dead_zone}).
 *
 * <p>DL4J has no such updater: the twin is ours. Paper: Fahlman, "An empirical study of learning speed in back-propagation
 * networks" (1988); the conditions are those of his program of the same year.
 *
 * @param learningRate the factor of the slope in the first step, and while the slope keeps its sign
 * @param maximumGrowth how many times as long as the last a step may be: the paper's mu
 * @param smallestStep no step is remembered that is no larger: the program's mode switch threshold, which is 0. It is 1e-30 by default,
 *     because what a step is rounded to when it gets too small for its type is another thing in each type
 */
public record Quickprop(double learningRate, double maximumGrowth, double smallestStep) implements Optimizer {

    public Quickprop {
        Require.positive("learning_rate", learningRate);
        Require.positive("maximum_growth", maximumGrowth);
        Require.notNegative("smallest_step", smallestStep);
    }

    /** With the paper's growth. */
    public Quickprop(double learningRate) {
        this(learningRate, 1.75, 1e-30);
    }

    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = step.learningRate();
        double shrink = maximumGrowth / (1.0 + maximumGrowth);
        double[] d = state[0];
        double[] p = state[1];
        for (int i = 0; i < w.length; i++) {
            double s = -gradient[i];
            double direction = Math.abs(d[i]) > smallestStep ? Math.signum(d[i]) : 0.0;
            double jump = 0.0;
            if (direction != 0.0) {
                boolean far = direction * s > shrink * direction * p[i];
                jump = far ? maximumGrowth * d[i] : d[i] * (s / (p[i] - s));
            }
            boolean onwards = direction * s > 0.0 || direction == 0.0;
            d[i] = onwards ? jump + rate * s : jump;
            p[i] = s;
            w[i] += d[i];
        }
    }
}
