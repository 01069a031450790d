package lockstep.scalar.fast;

import java.util.Arrays;

/**
 * The three sums of back-propagation: weighted inputs forward, weighted deltas backward, and deltas times inputs for the
 * gradient. Above each stands the plain triple loop that it is, {@code w[i, j]} being {@code w[i * units + j]}.
 *
 * <p>Its loops are turned, and several terms or sums taken at a time. In a wide layer the inner loop runs along rows, because
 * that is what the JIT compiles to vector instructions, if only all its arrays have the same index: rows are copied out of the
 * weights first. In a narrow layer there is no vector to fill: five sums stay in registers. (Five, because that was fastest for
 * 5 and 10 units: of fours, one or two units are left over.) No sum is reordered: each still adds its terms from the first to
 * the last, so the results are those of the plain loops, bit for bit.
 */
public final class Sums {

    /** From so many units on vectors pay. */
    private static final int WIDE = 16;

    private Sums() {}

    /**
     * <pre>
     *   for e: for j: for i:   z[e][j] += x[e][i] * w[i, j]        (z being 0 at first)
     * </pre>
     *
     * @param rows room for four rows of weights
     */
    public static void weightedInputs(double[][] x, double[] w, double[][] z, int examples, double[][] rows) {
        int units = z[0].length;
        if (units < WIDE) {
            for (int e = 0; e < examples; e++) {
                weightedInputs(x[e], w, z[e]);
            }
            return;
        }
        int inputs = x[0].length;
        double[] w0 = rows[0];
        double[] w1 = rows[1];
        double[] w2 = rows[2];
        double[] w3 = rows[3];
        int i = inputs % 4;
        for (int r = 0; r < i; r++) {
            System.arraycopy(w, r * units, rows[r], 0, units);
        }
        for (int e = 0; e < examples; e++) {
            firstTerms(i, x[e], rows, z[e]);
        }
        for (; i < inputs; i += 4) {
            for (int r = 0; r < 4; r++) {
                System.arraycopy(w, (i + r) * units, rows[r], 0, units);
            }
            for (int e = 0; e < examples; e++) {
                double[] in = x[e];
                add(in[i], w0, in[i + 1], w1, in[i + 2], w2, in[i + 3], w3, z[e]);
            }
        }
    }

    /** Of one example, for a narrow layer: five units side by side. */
    private static void weightedInputs(double[] x, double[] w, double[] z) {
        int units = z.length;
        int j = 0;
        for (; j + 5 <= units; j += 5) {
            double sum0 = 0.0;
            double sum1 = 0.0;
            double sum2 = 0.0;
            double sum3 = 0.0;
            double sum4 = 0.0;
            int k = j; // i * units + j
            for (int i = 0; i < x.length; i++) {
                double in = x[i];
                sum0 += in * w[k];
                sum1 += in * w[k + 1];
                sum2 += in * w[k + 2];
                sum3 += in * w[k + 3];
                sum4 += in * w[k + 4];
                k += units;
            }
            z[j] = sum0;
            z[j + 1] = sum1;
            z[j + 2] = sum2;
            z[j + 3] = sum3;
            z[j + 4] = sum4;
        }
        for (; j < units; j++) {
            double sum = 0.0;
            int k = j;
            for (int i = 0; i < x.length; i++) {
                sum += x[i] * w[k];
                k += units;
            }
            z[j] = sum;
        }
    }

    /** The terms that are left over when the others are taken by fours; adding to 0 keeps a sum of -0 the 0 that it is. */
    private static void firstTerms(int count, double[] x, double[][] w, double[] z) {
        switch (count) {
            case 0 -> Arrays.fill(z, 0.0);
            case 1 -> {
                for (int j = 0; j < z.length; j++) {
                    z[j] = 0.0 + x[0] * w[0][j];
                }
            }
            case 2 -> {
                for (int j = 0; j < z.length; j++) {
                    z[j] = 0.0 + x[0] * w[0][j] + x[1] * w[1][j];
                }
            }
            default -> {
                for (int j = 0; j < z.length; j++) {
                    z[j] = 0.0 + x[0] * w[0][j] + x[1] * w[1][j] + x[2] * w[2][j];
                }
            }
        }
    }

    /**
     * The inputs' side of a layer, for one example; a bias has no unit behind it, and so no error.
     *
     * <pre>
     *   for i: for j:   error[i] += w[i, j] * delta[j]        (error being 0 at first)
     * </pre>
     */
    public static void weightedDeltas(double[] delta, double[] w, double[] error) {
        int units = delta.length;
        int i = 0;
        for (; i + 5 <= error.length; i += 5) {
            // Five sums side by side: one alone would wait for each addition to end before the next.
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
     * The gradient of a layer's weights.
     *
     * <pre>
     *   for i: for j: for e:   g[i, j] += delta[e][j] * x[e][i]        (of the first e, = instead of +=)
     * </pre>
     *
     * @param row room for a row of the gradient
     */
    public static void gradient(double[][] x, double[][] delta, double[] g, int examples, double[] row) {
        for (int i = 0; i < x[0].length; i++) {
            gradient(x, i, delta, row, examples);
            System.arraycopy(row, 0, g, i * row.length, row.length);
        }
    }

    private static void gradient(double[][] x, int i, double[][] delta, double[] g, int examples) {
        // One to four first, so that the rest can be taken by fours.
        int e = 1 + (examples - 1) % 4;
        double[] d0 = delta[0];
        double x0 = x[0][i];
        switch (e) {
            case 1 -> {
                for (int j = 0; j < g.length; j++) {
                    g[j] = d0[j] * x0;
                }
            }
            case 2 -> start(x0, d0, x[1][i], delta[1], g);
            case 3 -> start(x0, d0, x[1][i], delta[1], x[2][i], delta[2], g);
            default -> start(x0, d0, x[1][i], delta[1], x[2][i], delta[2], x[3][i], delta[3], g);
        }
        for (; e < examples; e += 4) {
            add(x[e][i], delta[e], x[e + 1][i], delta[e + 1], x[e + 2][i], delta[e + 2], x[e + 3][i], delta[e + 3], g);
        }
    }

    /** {@code sum = a * v + b * w}, term by term. */
    private static void start(double a, double[] v, double b, double[] w, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = a * v[j] + b * w[j];
        }
    }

    private static void start(double a, double[] v, double b, double[] w, double c, double[] p, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = a * v[j] + b * w[j] + c * p[j];
        }
    }

    private static void start(
            double a, double[] v, double b, double[] w, double c, double[] p, double d, double[] q, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = a * v[j] + b * w[j] + c * p[j] + d * q[j];
        }
    }

    /** {@code sum += a * v}, then {@code b * w}, {@code c * p}, {@code d * q}: the additions are made from left to right. */
    private static void add(
            double a, double[] v, double b, double[] w, double c, double[] p, double d, double[] q, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = sum[j] + a * v[j] + b * w[j] + c * p[j] + d * q[j];
        }
    }
}
