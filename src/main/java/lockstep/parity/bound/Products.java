package lockstep.parity.bound;

import java.util.Arrays;
import lockstep.loops.Loops;

/**
 * The sums over weights, inputs and deltas of a layer, for all examples of a batch. Above each stands the plain triple loop that it
 * is, {@code w[i, j]} being {@code w[i * units + j]}.
 */
final class Products {

    /** How many terms of a size are taken together. */
    private static final int TOGETHER = 8;

    /** From so many terms on they are: below, exact sizes cost little. */
    private static final int MANY = 64;

    /** A sum of squares that is no smaller is off by its roundings alone: what underflowed in it is not worth one. */
    private static final double SMALLEST_SUM = 0x1p-900;

    private final Loops loops;
    private final int units;

    /** Room for the weights' sizes, squares or lengths. */
    private final double[] ofWeights;

    /** The same of the inputs, a row per example. */
    private double[][] ofInputs = {};

    private final int terms;

    // Room for a row of weights, and for their lengths.
    private final double[] some;
    private final double[] lengths;

    /**
     * Those of a layer, or of one the other way round.
     *
     * @param terms how many rows of weights there are
     * @param units how many numbers each has
     */
    Products(int terms, int units) {
        this.terms = terms;
        this.units = units;
        this.loops = Loops.of(terms, units);
        this.ofWeights = new double[terms * units];
        this.some = new double[units];
        this.lengths = new double[units];
    }

    void makeRoom(int examples) {
        ofInputs = new double[examples][terms];
    }

    /**
     * <pre>
     *   for e: for j: for i:   z[e][j] += x[e][i] * w[i, j]        (z being 0 at first)
     * </pre>
     */
    void sums(double[][] x, double[] w, double[][] z, int examples) {
        loops.multiply(x, examples, terms, w, units, z);
    }

    /**
     * <pre>
     *   for e: for j: for i:   size[e][j] += |x[e][i]| * |w[i, j]|        (size being 0 at first)
     * </pre>
     *
     * <p>Where there are many, the sizes take eight terms at a time as what they are at most (Cauchy), which is one product for
     * eight, unless their squares are no doubles.
     *
     * <pre>
     *   sum of |x w|  <=  root of the sum of x^2  *  root of the sum of w^2
     * </pre>
     */
    void sizes(double[][] x, double[] w, double[][] size, int examples) {
        int groups = (terms + TOGETHER - 1) / TOGETHER;
        if (terms >= MANY && takeLengths(w) && takeLengths(x, examples)) {
            loops.multiply(ofInputs, examples, groups, ofWeights, units, size);
            return;
        }
        for (int k = 0; k < ofWeights.length; k++) {
            ofWeights[k] = Math.abs(w[k]);
        }
        for (int e = 0; e < examples; e++) {
            for (int i = 0; i < terms; i++) {
                ofInputs[e][i] = Math.abs(x[e][i]);
            }
        }
        loops.multiply(ofInputs, examples, terms, ofWeights, units, size);
    }

    /** The lengths of eight weights of a unit each, and whether all are: 0 where these are 0, or the root of a sum in doubles. */
    private boolean takeLengths(double[] w) {
        boolean are = true;
        for (int i = 0; i < terms; i += TOGETHER) {
            int row = i / TOGETHER * units;
            int end = Math.min(terms, i + TOGETHER) * units;
            addSquares(w, i * units, end, row);
            for (int j = 0; j < units; j++) {
                double sum = ofWeights[row + j];
                are &= (sum >= SMALLEST_SUM && sum < Double.POSITIVE_INFINITY) || areZero(w, i * units + j, end, units);
            }
        }
        int lengths = (terms + TOGETHER - 1) / TOGETHER * units;
        for (int k = 0; k < lengths; k++) { // a loop of its own, for the processor's vectors
            ofWeights[k] = Math.sqrt(ofWeights[k]);
        }
        return are;
    }

    /**
     * Of each unit, the squares of its weights in these rows: each row is copied out first, because the JIT compiles to vectors what
     * has one index.
     */
    private void addSquares(double[] w, int from, int end, int row) {
        Arrays.fill(lengths, 0.0);
        for (int k = from; k < end; k += units) {
            System.arraycopy(w, k, some, 0, units);
            for (int j = 0; j < units; j++) {
                lengths[j] += some[j] * some[j];
            }
        }
        System.arraycopy(lengths, 0, ofWeights, row, units);
    }

    /** Likewise of each example's inputs. */
    private boolean takeLengths(double[][] x, int examples) {
        boolean are = true;
        for (int e = 0; e < examples; e++) {
            for (int i = 0; i < terms; i += TOGETHER) {
                int end = Math.min(terms, i + TOGETHER);
                double sum = 0.0;
                for (int k = i; k < end; k++) {
                    sum += x[e][k] * x[e][k];
                }
                are &= (sum >= SMALLEST_SUM && sum < Double.POSITIVE_INFINITY) || areZero(x[e], i, end, 1);
                ofInputs[e][i / TOGETHER] = Math.sqrt(sum);
            }
        }
        return are;
    }

    private static boolean areZero(double[] numbers, int from, int to, int stride) {
        for (int k = from; k < to; k += stride) {
            if (numbers[k] != 0.0) {
                return false;
            }
        }
        return true;
    }

    /**
     * <pre>
     *   for e: for j: for i:   sum[e][j] += square[e][i] * w[i, j]^2        (sum being 0 at first)
     * </pre>
     */
    void squares(double[][] square, double[] w, double[][] sum, int examples) {
        for (int k = 0; k < ofWeights.length; k++) {
            ofWeights[k] = w[k] * w[k];
        }
        loops.multiply(square, examples, terms, ofWeights, units, sum);
    }

    /**
     * The worst case of one example, in which errors do not even out.
     *
     * <pre>
     *   for j: for i:   sum[j] += error[i] * |w[i, j]|        (sum being 0 at first)
     * </pre>
     */
    void plain(double[] error, double[] w, double[] sum) {
        for (int j = 0; j < units; j++) {
            double total = 0.0;
            for (int i = 0; i < terms; i++) {
                total += error[i] * Math.abs(w[i * units + j]);
            }
            sum[j] = total;
        }
    }
}
