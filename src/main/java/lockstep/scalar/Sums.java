package lockstep.scalar;

import java.util.Arrays;

/**
 * The three sums of back-propagation, for a batch: weighted inputs forward, weighted deltas backward, and deltas times inputs
 * for the gradient. Above each stands the plain triple loop that it is.
 *
 * <p>Its loops are turned and its terms taken four at a time, so that a row stays in the processor's nearest cache, is loaded
 * and stored once for four terms, and the inner loop runs along rows (which is what the JIT compiles to vector instructions).
 * No sum is reordered: each still adds its terms from the first to the last, so the results are those of the plain loops, bit
 * for bit.
 */
final class Sums {

    private Sums() {}

    /**
     * <pre>
     *   for e: for j: for i:   z[e][j] += x[e][i] * w[i][j]        (z being 0 at first)
     * </pre>
     */
    static void weightedInputs(double[][] x, double[][] w, double[][] z, int examples) {
        int i = w.length % 4;
        for (int e = 0; e < examples; e++) {
            firstTerms(i, x[e], w, z[e]);
        }
        for (; i < w.length; i += 4) {
            for (int e = 0; e < examples; e++) {
                double[] in = x[e];
                add(in[i], w[i], in[i + 1], w[i + 1], in[i + 2], w[i + 2], in[i + 3], w[i + 3], z[e]);
            }
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
     * The inputs' side of a layer; a bias has no unit behind it, and so no error.
     *
     * <pre>
     *   for e: for i: for j:   error[e][i] += w[i][j] * delta[e][j]        (error being 0 at first)
     * </pre>
     */
    static void weightedDeltas(double[][] delta, double[][] w, double[][] error, int examples) {
        for (int e = 0; e < examples; e++) {
            double[] d = delta[e];
            double[] sums = error[e];
            int i = 0;
            for (; i + 4 <= sums.length; i += 4) {
                // Four sums side by side: one alone would wait for each addition to end before the next.
                double[] w0 = w[i];
                double[] w1 = w[i + 1];
                double[] w2 = w[i + 2];
                double[] w3 = w[i + 3];
                double sum0 = 0.0;
                double sum1 = 0.0;
                double sum2 = 0.0;
                double sum3 = 0.0;
                for (int j = 0; j < d.length; j++) {
                    sum0 += w0[j] * d[j];
                    sum1 += w1[j] * d[j];
                    sum2 += w2[j] * d[j];
                    sum3 += w3[j] * d[j];
                }
                sums[i] = sum0;
                sums[i + 1] = sum1;
                sums[i + 2] = sum2;
                sums[i + 3] = sum3;
            }
            for (; i < sums.length; i++) {
                double sum = 0.0;
                for (int j = 0; j < d.length; j++) {
                    sum += w[i][j] * d[j];
                }
                sums[i] = sum;
            }
        }
    }

    /**
     * The gradient of one row of weights, those of input i.
     *
     * <pre>
     *   for j: for e:   g[j] += delta[e][j] * x[e][i]        (of the first e, = instead of +=)
     * </pre>
     */
    static void gradient(double[][] x, int i, double[][] delta, double[] g, int examples) {
        double first = x[0][i];
        double[] firstDelta = delta[0];
        for (int j = 0; j < g.length; j++) {
            g[j] = firstDelta[j] * first;
        }
        int e = 1;
        for (; e + 4 <= examples; e += 4) {
            add(x[e][i], delta[e], x[e + 1][i], delta[e + 1], x[e + 2][i], delta[e + 2], x[e + 3][i], delta[e + 3], g);
        }
        for (; e < examples; e++) {
            add(x[e][i], delta[e], g);
        }
    }

    /** {@code sum += a * v}, term by term. */
    private static void add(double a, double[] v, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += a * v[j];
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
