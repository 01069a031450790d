package lockstep.parity.bound;

import java.util.Arrays;

/**
 * The sums over weights, inputs and deltas, for all examples of a batch. Above each stands the plain triple loop that it is,
 * {@code w[i, j]} being {@code w[from + i * units + j]}. The inner loop runs along rows, which are copied out first: the JIT makes
 * vector instructions where all arrays have the same index.
 */
final class Products {

    /** How many terms of a size are taken together. */
    static final int TOGETHER = 8;

    /** From so many terms on they are: below, exact sizes cost little. */
    private static final int MANY = 64;

    /** A sum of squares within is off by its roundings alone: what underflowed in it is not worth one. */
    private static final double SMALLEST_SUM = 0x1p-900;

    private Products() {}

    /**
     * <pre>
     *   for e: for j: for i:   z[e][j] += x[e][i] * w[i, j],   size[e][j] += |x[e][i]| * |w[i, j]|        (both being 0 at first)
     * </pre>
     *
     * <p>Where there are many, the sizes take eight terms at a time as what they are at most (Cauchy), which is one product for
     * eight. Eight whose squares are no doubles are taken one by one.
     *
     * <pre>
     *   sum of |x w|  <=  root of the sum of x^2  *  root of the sum of w^2
     * </pre>
     *
     * @param rows room for nine rows of weights
     * @param lengths room for a number per example
     */
    static void sums(
            double[][] x,
            int terms,
            double[] w,
            int from,
            double[][] z,
            double[][] size,
            int examples,
            double[][] rows,
            double[] lengths) {
        int units = rows[0].length;
        double[] rowLengths = rows[TOGETHER];
        for (int e = 0; e < examples; e++) {
            Arrays.fill(z[e], 0, units, 0.0);
            Arrays.fill(size[e], 0, units, 0.0);
        }
        int together = terms >= MANY ? terms / TOGETHER * TOGETHER : 0;
        for (int i = 0; i < together; i += TOGETHER) {
            Arrays.fill(rowLengths, 0.0);
            for (int r = 0; r < TOGETHER; r++) {
                System.arraycopy(w, from + (i + r) * units, rows[r], 0, units);
                addSquares(rows[r], rowLengths);
            }
            for (int e = 0; e < examples; e++) {
                double[] in = x[e];
                add(in[i], rows[0], in[i + 1], rows[1], in[i + 2], rows[2], in[i + 3], rows[3], z[e]);
                add(in[i + 4], rows[4], in[i + 5], rows[5], in[i + 6], rows[6], in[i + 7], rows[7], z[e]);
            }
            if (takeRoots(rowLengths) && takeLengths(x, i, lengths, examples)) {
                for (int e = 0; e < examples; e++) {
                    addProduct(lengths[e], rowLengths, size[e]);
                }
            } else {
                for (int r = 0; r < TOGETHER; r++) {
                    addSizes(x, i + r, rows[r], size, examples);
                }
            }
        }
        for (int i = together; i < terms; i++) {
            System.arraycopy(w, from + i * units, rows[0], 0, units);
            for (int e = 0; e < examples; e++) {
                addProduct(x[e][i], rows[0], z[e]);
            }
            addSizes(x, i, rows[0], size, examples);
        }
    }

    /** One term of the sizes. */
    private static void addSizes(double[][] x, int i, double[] row, double[][] size, int examples) {
        for (int j = 0; j < row.length; j++) {
            row[j] = Math.abs(row[j]);
        }
        for (int e = 0; e < examples; e++) {
            addProduct(Math.abs(x[e][i]), row, size[e]);
        }
    }

    private static void addSquares(double[] row, double[] sum) {
        for (int j = 0; j < row.length; j++) {
            sum[j] += row[j] * row[j];
        }
    }

    /** The roots of some sums of squares, and whether all were sums in doubles. */
    private static boolean takeRoots(double[] sums) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0.0;
        for (int j = 0; j < sums.length; j++) {
            least = Math.min(least, sums[j]);
            most = Math.max(most, sums[j]);
            sums[j] = Math.sqrt(sums[j]);
        }
        return least >= SMALLEST_SUM && most < Double.POSITIVE_INFINITY;
    }

    /** The length of each example's terms from i on, and whether all are: 0 where these are 0, or the root of a sum in doubles. */
    private static boolean takeLengths(double[][] x, int i, double[] lengths, int examples) {
        for (int e = 0; e < examples; e++) {
            double sum = 0.0;
            boolean isZero = true;
            for (int k = i; k < i + TOGETHER; k++) {
                double term = x[e][k];
                sum += term * term;
                isZero &= term == 0.0;
            }
            if (!isZero && !(sum >= SMALLEST_SUM && sum < Double.POSITIVE_INFINITY)) {
                return false;
            }
            lengths[e] = Math.sqrt(sum);
        }
        return true;
    }

    /**
     * <pre>
     *   for e: for j: for i:   sum[e][j] += square[e][i] * w[i, j]^2        (sum being 0 at first)
     * </pre>
     *
     * @param row room for a row of weights
     */
    static void squares(
            double[][] square, int terms, double[] w, int from, double[][] sum, int examples, double[] row) {
        for (int e = 0; e < examples; e++) {
            Arrays.fill(sum[e], 0, row.length, 0.0);
        }
        for (int i = 0; i < terms; i++) {
            System.arraycopy(w, from + i * row.length, row, 0, row.length);
            for (int j = 0; j < row.length; j++) {
                row[j] *= row[j];
            }
            for (int e = 0; e < examples; e++) {
                addProduct(square[e][i], row, sum[e]);
            }
        }
    }

    /**
     * One row i of the gradient's squares.
     *
     * <pre>
     *   for e: for j:   row[j] += in[e][i] * out[e][j]
     * </pre>
     */
    static void outer(double[][] in, int i, double[][] out, double[] row, int examples) {
        int e = 0;
        for (; e + 4 <= examples; e += 4) {
            add(in[e][i], out[e], in[e + 1][i], out[e + 1], in[e + 2][i], out[e + 2], in[e + 3][i], out[e + 3], row);
        }
        for (; e < examples; e++) {
            addProduct(in[e][i], out[e], row);
        }
    }

    private static void add(
            double a, double[] v, double b, double[] w, double c, double[] p, double d, double[] q, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(a, v[j], Math.fma(b, w[j], Math.fma(c, p[j], Math.fma(d, q[j], sum[j]))));
        }
    }

    private static void addProduct(double a, double[] v, double[] sum) {
        for (int j = 0; j < v.length; j++) {
            sum[j] += a * v[j];
        }
    }

    /**
     * The worst case of one example, in which errors do not even out.
     *
     * <pre>
     *   for j: for i:   sum[j] += error[i] * |w[i, j]|        (sum being 0 at first)
     * </pre>
     */
    static void plain(double[] error, int terms, double[] w, int from, double[] sum, int units) {
        Arrays.fill(sum, 0, units, 0.0);
        for (int i = 0; i < terms; i++) {
            for (int j = 0; j < units; j++) {
                sum[j] += error[i] * Math.abs(w[from + i * units + j]);
            }
        }
    }
}
