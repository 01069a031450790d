package lockstep.optim;

/**
 * RPROP: each weight has a step of its own, which grows while its gradient keeps its sign and shrinks where that changes. How large
 * the gradient is plays no part.
 *
 * <pre>
 *   p g above 0:   a = min(increase * a, largestStep),    d = -sign(g) * a,   w += d,   p = g
 *   p g below 0:   a = max(decrease * a, smallestStep),                       w -= d,   p = 0
 *   p g = 0:                                              d = -sign(g) * a,   w += d,   p = g
 * </pre>
 *
 * <p>This is the paper's own form, RPROP+: a step that led over a minimum is taken back, and the step after it is as long as it was
 * made then. PyTorch's {@code Rprop} takes nothing back (iRPROP-). Gradients of whole data sets only: that of a few examples changes
 * its sign by chance. There is no learning rate.
 *
 * <p>DL4J has no such updater: the twin is ours. Paper: Riedmiller, Braun, "A direct adaptive method for faster backpropagation
 * learning: the RPROP algorithm" (1993).
 *
 * @param initialStep the size of the first change of each weight
 * @param increase by what a step grows
 * @param decrease by what it shrinks
 * @param smallestStep no step gets smaller
 * @param largestStep no step gets larger
 */
public record Rprop(double initialStep, double increase, double decrease, double smallestStep, double largestStep)
        implements Optimizer {

    public Rprop {
        Require.positive("initial_step", initialStep);
        Require.positive("increase", increase);
        Require.fraction("decrease", decrease);
        Require.notNegative("smallest_step", smallestStep);
        Require.positive("largest_step", largestStep);
    }

    /** With the paper's numbers. */
    public Rprop() {
        this(0.1, 1.2, 0.5, 1e-6, 50.0);
    }

    /** There is no learning rate: 1. */
    @Override
    public boolean hasLearningRate() {
        return false;
    }

    @Override
    public double learningRate() {
        return 1.0;
    }

    @Override
    public int stateSize() {
        return 3;
    }

    @Override
    public double initialState(int index) {
        return index == 0 ? initialStep : 0.0;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double[] a = state[0];
        double[] d = state[1];
        double[] p = state[2];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            double change = Math.signum(p[i]) * Math.signum(g); // the product itself may underflow
            if (change < 0.0) {
                a[i] = Math.max(decrease * a[i], smallestStep);
                w[i] -= d[i];
                p[i] = 0.0;
            } else {
                a[i] = change > 0.0 ? Math.min(increase * a[i], largestStep) : a[i];
                d[i] = -Math.signum(g) * a[i];
                w[i] += d[i];
                p[i] = g;
            }
        }
    }
}
