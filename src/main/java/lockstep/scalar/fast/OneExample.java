package lockstep.scalar.fast;

import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.optim.Step;

/** An optimizer's step on the weights of a layer by one example, whose gradient is the {@link OuterProduct}. */
public final class OneExample {

    private OneExample() {}

    /**
     * Moves the weights one step. Descent is done before the gradient could be written down and read again.
     *
     * <pre>
     *   for i: for j:   g[i, j] = delta[j] * x[i]        (g[i, j] being g[i * units + j])
     *   optimizer.update(g, w, state, step)
     * </pre>
     *
     * @param x what came into the layer, a 1 for the biases included
     * @param delta the derivative of the loss by each unit's sum
     * @param g room for the gradient
     */
    public static void update(
            Optimizer optimizer, double[] x, double[] delta, double[] g, double[] w, double[][] state, Step step) {
        if (!(optimizer instanceof Sgd)) {
            OuterProduct.write(x, delta, g);
            optimizer.update(g, w, state, step);
        } else if (delta.length < OuterProduct.WIDE) {
            descendByColumns(x, delta, w, step.learningRate());
        } else {
            descendByRows(x, delta, w, step.learningRate());
        }
    }

    /** {@code w[i, j] -= rate * (delta[j] * x[i])}, along rows, because the JIT makes vector instructions of that. */
    private static void descendByRows(double[] x, double[] delta, double[] w, double rate) {
        for (int i = 0; i < x.length; i++) {
            double in = x[i];
            int row = i * delta.length;
            for (int j = 0; j < delta.length; j++) {
                w[row + j] -= rate * (delta[j] * in);
            }
        }
    }

    /** The same for rows that are too short for a vector: five columns side by side, their deltas in registers. */
    private static void descendByColumns(double[] x, double[] delta, double[] w, double rate) {
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
