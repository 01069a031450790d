package lockstep.loops;

import java.util.Arrays;

/**
 * The loops in plain Java. Where there are many columns the inner one runs along rows, because that is what the JIT compiles to
 * vector instructions, if only all its arrays have the same index: for a product, four rows of b at a time are copied out first.
 * Where there are few ({@link NarrowLoops}) no vector could be filled.
 */
final class PlainLoops implements Loops {

    /** From so many columns on vectors pay. */
    private static final int WIDE = 16;

    /** How many rows of a gradient are computed together. */
    private static final int ROWS = 8;

    private double[][] copies = new double[4][0];

    // Room for some rows of inputs, with the input first, and of the gradient.
    private final double[][] in = new double[ROWS][0];
    private final double[][] out = new double[ROWS][0];

    @Override
    public void multiply(double[][] a, int rows, int terms, double[] b, int columns, double[][] c) {
        multiply(a, rows, terms, b, columns, 0.0, c);
    }

    /** @param start 0.0, or -0.0, which changes nothing that is added to it, not even another -0.0 */
    private void multiply(double[][] a, int rows, int terms, double[] b, int columns, double start, double[][] c) {
        if (columns < WIDE) {
            NarrowLoops.multiply(a, rows, terms, b, columns, start, c);
            return;
        }
        if (copies[0].length != columns) {
            copies = new double[4][columns];
        }
        for (int r = 0; r < rows; r++) {
            Arrays.fill(c[r], 0, columns, start);
        }
        int k = 0;
        for (; k < terms % 4; k++) {
            System.arraycopy(b, k * columns, copies[0], 0, columns);
            for (int r = 0; r < rows; r++) {
                add(a[r][k], copies[0], c[r]);
            }
        }
        for (; k < terms; k += 4) {
            for (int t = 0; t < 4; t++) {
                System.arraycopy(b, (k + t) * columns, copies[t], 0, columns);
            }
            for (int r = 0; r < rows; r++) {
                double[] in = a[r];
                add(in[k], copies[0], in[k + 1], copies[1], in[k + 2], copies[2], in[k + 3], copies[3], c[r]);
            }
        }
    }

    @Override
    public void gradient(double[][] x, int examples, double[] deltas, int units, double share, double[] g) {
        if (in[0].length < examples || out[0].length < units) {
            Arrays.setAll(in, r -> new double[examples]);
            Arrays.setAll(out, r -> new double[units]);
        }
        int rows = x[0].length;
        for (int i = 0; i < rows; i += ROWS) {
            int some = Math.min(ROWS, rows - i);
            for (int e = 0; e < examples; e++) {
                for (int r = 0; r < some; r++) {
                    in[r][e] = x[e][i + r];
                }
            }
            multiply(in, some, examples, deltas, units, -0.0, out); // -0 + the first term is the first term
            for (int r = 0; r < some; r++) {
                for (int j = 0; j < units; j++) {
                    g[(i + r) * units + j] = out[r][j] * share;
                }
            }
        }
    }

    private static void add(double a, double[] v, double[] sum) {
        for (int j = 0; j < v.length; j++) {
            sum[j] += a * v[j];
        }
    }

    /** {@code sum += a * v}, then {@code b * w}, {@code c * p}, {@code d * q}: the additions are made from left to right. */
    private static void add(
            double a, double[] v, double b, double[] w, double c, double[] p, double d, double[] q, double[] sum) {
        for (int j = 0; j < v.length; j++) {
            sum[j] = sum[j] + a * v[j] + b * w[j] + c * p[j] + d * q[j];
        }
    }

    @Override
    public void outer(double[] x, double[] delta, double[] g) {
        if (delta.length < WIDE) {
            NarrowLoops.outer(x, delta, g);
            return;
        }
        for (int i = 0; i < x.length; i++) {
            double in = x[i];
            int row = i * delta.length;
            for (int j = 0; j < delta.length; j++) {
                g[row + j] = delta[j] * in;
            }
        }
    }

    @Override
    public void descend(double[] x, double[] delta, double rate, double[] w) {
        if (delta.length < WIDE) {
            NarrowLoops.descend(x, delta, rate, w);
            return;
        }
        for (int i = 0; i < x.length; i++) {
            double in = x[i];
            int row = i * delta.length;
            for (int j = 0; j < delta.length; j++) {
                w[row + j] -= rate * (delta[j] * in);
            }
        }
    }
}
