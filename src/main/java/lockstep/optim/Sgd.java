package lockstep.optim;

import lockstep.scalar.fast.OuterProduct;

/**
 * Stochastic gradient descent: every weight a step down its gradient.
 *
 * <pre>
 *   w -= learningRate * g
 * </pre>
 *
 * <p>DL4J twin: {@code Sgd}. Paper: Robbins, Monro, "A stochastic approximation method" (1951).
 *
 * @param learningRate the size of a step for a gradient of 1
 */
public record Sgd(double learningRate) implements Optimizer {

    public Sgd {
        Require.positive("learning_rate", learningRate);
    }

    @Override
    public int stateSize() {
        return 0;
    }

    @Override
    public void update(double[] gradient, double scale, double[] w, double[][] state, Step step) {
        double rate = step.learningRate();
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i] * scale;
            w[i] -= rate * g;
        }
    }

    @Override
    public void updateByExample(
            double[] x, double[] delta, double[] gradient, double[] w, double[][] state, Step step) {
        if (delta.length < OuterProduct.WIDE) {
            byColumns(x, delta, w, step.learningRate());
        } else {
            byRows(x, delta, w, step.learningRate());
        }
    }

    /** {@code w[i, j] -= rate * (delta[j] * x[i])}, along rows, because the JIT makes vector instructions of that. */
    private static void byRows(double[] x, double[] delta, double[] w, double rate) {
        for (int i = 0; i < x.length; i++) {
            double in = x[i];
            int row = i * delta.length;
            for (int j = 0; j < delta.length; j++) {
                w[row + j] -= rate * (delta[j] * in);
            }
        }
    }

    /** The same for rows that are too short for a vector: five columns side by side, their deltas in registers. */
    private static void byColumns(double[] x, double[] delta, double[] w, double rate) {
        int units = delta.length;
        int j = 0;
        for (; j + 5 <= units; j += 5) {
            double delta0 = delta[j];
            double delta1 = delta[j + 1];
            double delta2 = delta[j + 2];
            double delta3 = delta[j + 3];
            double delta4 = delta[j + 4];
            int k = j; // i * units + j
            for (int i = 0; i < x.length; i++) {
                double in = x[i];
                w[k] -= rate * (delta0 * in);
                w[k + 1] -= rate * (delta1 * in);
                w[k + 2] -= rate * (delta2 * in);
                w[k + 3] -= rate * (delta3 * in);
                w[k + 4] -= rate * (delta4 * in);
                k += units;
            }
        }
        for (; j < units; j++) {
            double d = delta[j];
            int k = j;
            for (int i = 0; i < x.length; i++) {
                w[k] -= rate * (d * x[i]);
                k += units;
            }
        }
    }
}
