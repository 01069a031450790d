package lockstep.loops;

import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.optim.Step;

/**
 * The three sums of back-propagation in a layer: weighted inputs forward, weighted deltas backward, and deltas times inputs for the
 * gradient. Above each stands the plain triple loop that it is, {@code w[i, j]} being {@code w[i * units + j]}. Of several examples
 * all three are products of matrices; one example alone has shorter ways.
 */
public final class Sums {

    /** From so many examples on it pays to turn the weights round for their deltas. */
    static final int SEVERAL = 4;

    private final Loops loops;
    private final int inputs;
    private final int units;

    // Room: the deltas one behind another, and the weights with the unit first.
    private double[] deltas = {};
    private double[] turned = {};

    /** @param inputs without the 1 for the biases */
    public Sums(int inputs, int units) {
        this.loops = Loops.of(inputs, units);
        this.inputs = inputs;
        this.units = units;
    }

    /** Makes room for a batch of this size. */
    public void makeRoom(int examples) {
        deltas = new double[examples * units];
        turned = new double[examples < SEVERAL ? 0 : units * inputs];
    }

    /**
     * <pre>
     *   for e: for j: for i:   z[e][j] += x[e][i] * w[i, j]        (z being 0 at first)
     * </pre>
     */
    public void weightedInputs(double[][] x, double[] w, double[][] z, int examples) {
        multiply(x, examples, x[0].length, w, units, z);
    }

    /**
     * The inputs' side of the layer; a bias has no unit behind it, and so no error.
     *
     * <pre>
     *   for e: for i: for j:   error[e][i] += w[i, j] * delta[e][j]        (error being 0 at first)
     * </pre>
     */
    public void weightedDeltas(double[][] delta, double[] w, double[][] error, int examples) {
        if (examples < SEVERAL || narrow(examples, inputs)) {
            for (int e = 0; e < examples; e++) {
                weightedDeltas(delta[e], w, error[e]);
            }
            return;
        }
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < units; j++) {
                turned[j * inputs + i] = w[i * units + j];
            }
        }
        multiply(delta, examples, units, turned, inputs, error);
    }

    /** Of one example: five sums side by side, because one alone would wait for each addition to end before the next. */
    private static void weightedDeltas(double[] delta, double[] w, double[] error) {
        int units = delta.length;
        int i = 0;
        for (; i + 5 <= error.length; i += 5) {
            int row0 = i * units;
            int row1 = row0 + units;
            int row2 = row1 + units;
            int row3 = row2 + units;
            int row4 = row3 + units;
            double sum0 = 0.0;
            double sum1 = 0.0;
            double sum2 = 0.0;
            double sum3 = 0.0;
            double sum4 = 0.0;
            for (int j = 0; j < units; j++) {
                double d = delta[j];
                sum0 += w[row0 + j] * d;
                sum1 += w[row1 + j] * d;
                sum2 += w[row2 + j] * d;
                sum3 += w[row3 + j] * d;
                sum4 += w[row4 + j] * d;
            }
            error[i] = sum0;
            error[i + 1] = sum1;
            error[i + 2] = sum2;
            error[i + 3] = sum3;
            error[i + 4] = sum4;
        }
        for (; i < error.length; i++) {
            int row = i * units;
            double sum = 0.0;
            for (int j = 0; j < units; j++) {
                sum += w[row + j] * delta[j];
            }
            error[i] = sum;
        }
    }

    /**
     * The gradient of the layer's weights.
     *
     * <pre>
     *   for i: for j:   g[i, j] = share * sum over e of delta[e][j] * x[e][i]        (the sum begins with the first e)
     * </pre>
     *
     * @param share of the sum: 1, or what one example has of a batch's mean
     */
    public void gradient(double[][] x, double[][] delta, double[] g, int examples, double share) {
        if (examples == 1 || narrow(examples, units) || x[0].length < SEVERAL) {
            gradient(x, delta, g, examples);
            for (int k = 0; share != 1.0 && k < x[0].length * units; k++) {
                g[k] *= share;
            }
            return;
        }
        for (int e = 0; e < examples; e++) {
            System.arraycopy(delta[e], 0, deltas, e * units, units);
        }
        loops.gradient(x, examples, deltas, units, share, g);
    }

    private void gradient(double[][] x, double[][] delta, double[] g, int examples) {
        if (examples == 1) {
            outer(x[0], delta[0], g);
        } else {
            NarrowLoops.gradient(x, delta, g, examples);
        }
    }

    /** Few columns fill no vector, and neither do those of few rows keep one busy. */
    static boolean narrow(int rows, int columns) {
        return columns < 8 || (rows < SEVERAL && columns < 16);
    }

    private void multiply(double[][] a, int rows, int terms, double[] b, int columns, double[][] c) {
        if (narrow(rows, columns)) {
            NarrowLoops.multiply(a, rows, terms, b, columns, 0.0, c);
        } else {
            loops.multiply(a, rows, terms, b, columns, c);
        }
    }

    /** Moves the layer's weights one step, by the gradient of one example: plain descent is done without writing it down. */
    public void step(
            Optimizer optimizer, double[] x, double[] delta, double[] g, double[] w, double[][] state, Step step) {
        if (!(optimizer instanceof Sgd)) {
            outer(x, delta, g);
            optimizer.update(g, w, state, step);
        } else if (narrow(1, units)) {
            NarrowLoops.descend(x, delta, step.learningRate(), w);
        } else {
            loops.descend(x, delta, step.learningRate(), w);
        }
    }

    private void outer(double[] x, double[] delta, double[] g) {
        if (narrow(1, units)) {
            NarrowLoops.outer(x, delta, g);
        } else {
            loops.outer(x, delta, g);
        }
    }
}
