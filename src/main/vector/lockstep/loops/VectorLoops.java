package lockstep.loops;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops in the processor's vectors, sums in registers from the first term to the last. Each kernel is a method of its own with
 * some ten vectors: with more, or passed on to another method, they become objects, and everything is five times slower. What is
 * left over at an edge is computed by a vector or a row that overlaps the one before, and comes to the same there.
 */
final class VectorLoops implements Loops {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** How many numbers a vector has. */
    private static final int LANES = SPECIES.length();

    /** Four rows by two vectors at a time: on JDK 17 a number is brought into a vector by one of the two units that multiply and add. */
    private static final int ROWS = 4;

    @Override
    public void multiply(double[][] a, int rows, int terms, double[] b, int columns, double[][] c) {
        if (columns < LANES) {
            NarrowLoops.multiply(a, rows, terms, b, columns, 0.0, c);
        } else if (rows < ROWS) {
            for (int r = 0; r < rows; r++) {
                multiply(a[r], terms, b, columns, c[r]);
            }
        } else {
            int j = 0;
            for (; j + 2 * LANES <= columns; j += 2 * LANES) {
                for (int r = 0; r < rows; r += ROWS) {
                    fourByTwo(a, Math.min(r, rows - ROWS), terms, b, j, columns, c);
                }
            }
            for (; j < columns; j += LANES) {
                for (int r = 0; r < rows; r += ROWS) {
                    fourByOne(a, Math.min(r, rows - ROWS), terms, b, Math.min(j, columns - LANES), columns, c);
                }
            }
        }
    }

    /** One row: four vectors side by side, because one alone would wait for each addition to end before the next. */
    private static void multiply(double[] a, int terms, double[] b, int columns, double[] c) {
        int j = 0;
        for (; j + 4 * LANES <= columns; j += 4 * LANES) {
            oneByFour(a, terms, b, j, columns, c);
        }
        for (; j < columns; j += LANES) {
            oneByOne(a, terms, b, Math.min(j, columns - LANES), columns, c);
        }
    }

    private static void fourByTwo(double[][] a, int r, int terms, double[] b, int j, int columns, double[][] c) {
        double[] a0 = a[r];
        double[] a1 = a[r + 1];
        double[] a2 = a[r + 2];
        double[] a3 = a[r + 3];
        DoubleVector left0 = DoubleVector.zero(SPECIES);
        DoubleVector left1 = left0;
        DoubleVector left2 = left0;
        DoubleVector left3 = left0;
        DoubleVector right0 = left0;
        DoubleVector right1 = left0;
        DoubleVector right2 = left0;
        DoubleVector right3 = left0;
        int at = j; // k * columns + j
        for (int k = 0; k < terms; k++) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, b, at);
            DoubleVector right = DoubleVector.fromArray(SPECIES, b, at + LANES);
            left0 = left0.add(left.mul(a0[k]));
            right0 = right0.add(right.mul(a0[k]));
            left1 = left1.add(left.mul(a1[k]));
            right1 = right1.add(right.mul(a1[k]));
            left2 = left2.add(left.mul(a2[k]));
            right2 = right2.add(right.mul(a2[k]));
            left3 = left3.add(left.mul(a3[k]));
            right3 = right3.add(right.mul(a3[k]));
            at += columns;
        }
        left0.intoArray(c[r], j);
        left1.intoArray(c[r + 1], j);
        left2.intoArray(c[r + 2], j);
        left3.intoArray(c[r + 3], j);
        right0.intoArray(c[r], j + LANES);
        right1.intoArray(c[r + 1], j + LANES);
        right2.intoArray(c[r + 2], j + LANES);
        right3.intoArray(c[r + 3], j + LANES);
    }

    private static void fourByOne(double[][] a, int r, int terms, double[] b, int j, int columns, double[][] c) {
        double[] a0 = a[r];
        double[] a1 = a[r + 1];
        double[] a2 = a[r + 2];
        double[] a3 = a[r + 3];
        DoubleVector sum0 = DoubleVector.zero(SPECIES);
        DoubleVector sum1 = sum0;
        DoubleVector sum2 = sum0;
        DoubleVector sum3 = sum0;
        int at = j;
        for (int k = 0; k < terms; k++) {
            DoubleVector row = DoubleVector.fromArray(SPECIES, b, at);
            sum0 = sum0.add(row.mul(a0[k]));
            sum1 = sum1.add(row.mul(a1[k]));
            sum2 = sum2.add(row.mul(a2[k]));
            sum3 = sum3.add(row.mul(a3[k]));
            at += columns;
        }
        sum0.intoArray(c[r], j);
        sum1.intoArray(c[r + 1], j);
        sum2.intoArray(c[r + 2], j);
        sum3.intoArray(c[r + 3], j);
    }

    private static void oneByFour(double[] a, int terms, double[] b, int j, int columns, double[] c) {
        DoubleVector sum0 = DoubleVector.zero(SPECIES);
        DoubleVector sum1 = sum0;
        DoubleVector sum2 = sum0;
        DoubleVector sum3 = sum0;
        int at = j;
        for (int k = 0; k < terms; k++) {
            double in = a[k];
            sum0 = sum0.add(DoubleVector.fromArray(SPECIES, b, at).mul(in));
            sum1 = sum1.add(DoubleVector.fromArray(SPECIES, b, at + LANES).mul(in));
            sum2 = sum2.add(DoubleVector.fromArray(SPECIES, b, at + 2 * LANES).mul(in));
            sum3 = sum3.add(DoubleVector.fromArray(SPECIES, b, at + 3 * LANES).mul(in));
            at += columns;
        }
        sum0.intoArray(c, j);
        sum1.intoArray(c, j + LANES);
        sum2.intoArray(c, j + 2 * LANES);
        sum3.intoArray(c, j + 3 * LANES);
    }

    private static void oneByOne(double[] a, int terms, double[] b, int j, int columns, double[] c) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        int at = j;
        for (int k = 0; k < terms; k++) {
            sum = sum.add(DoubleVector.fromArray(SPECIES, b, at).mul(a[k]));
            at += columns;
        }
        sum.intoArray(c, j);
    }

    @Override
    public void gradient(double[][] x, int examples, double[] deltas, int units, double share, double[] g) {
        int rows = x[0].length;
        for (int next = 0; next < rows; next += ROWS) {
            int i = Math.min(next, rows - ROWS);
            int j = 0;
            for (; j + 2 * LANES <= units; j += 2 * LANES) {
                gradientFourByTwo(x, i, examples, deltas, j, units, share, g);
            }
            for (; j < units; j += LANES) {
                gradientFourByOne(x, i, examples, deltas, Math.min(j, units - LANES), units, share, g);
            }
        }
    }

    private static void gradientFourByTwo(
            double[][] x, int i, int examples, double[] deltas, int j, int units, double share, double[] g) {
        DoubleVector left0 = DoubleVector.broadcast(SPECIES, -0.0); // -0 + the first term is the first term
        DoubleVector left1 = left0;
        DoubleVector left2 = left0;
        DoubleVector left3 = left0;
        DoubleVector right0 = left0;
        DoubleVector right1 = left0;
        DoubleVector right2 = left0;
        DoubleVector right3 = left0;
        int at = j; // e * units + j
        for (int e = 0; e < examples; e++) {
            double[] in = x[e];
            DoubleVector left = DoubleVector.fromArray(SPECIES, deltas, at);
            DoubleVector right = DoubleVector.fromArray(SPECIES, deltas, at + LANES);
            left0 = left0.add(left.mul(in[i]));
            right0 = right0.add(right.mul(in[i]));
            left1 = left1.add(left.mul(in[i + 1]));
            right1 = right1.add(right.mul(in[i + 1]));
            left2 = left2.add(left.mul(in[i + 2]));
            right2 = right2.add(right.mul(in[i + 2]));
            left3 = left3.add(left.mul(in[i + 3]));
            right3 = right3.add(right.mul(in[i + 3]));
            at += units;
        }
        int to = i * units + j;
        left0.mul(share).intoArray(g, to);
        right0.mul(share).intoArray(g, to + LANES);
        left1.mul(share).intoArray(g, to + units);
        right1.mul(share).intoArray(g, to + units + LANES);
        left2.mul(share).intoArray(g, to + 2 * units);
        right2.mul(share).intoArray(g, to + 2 * units + LANES);
        left3.mul(share).intoArray(g, to + 3 * units);
        right3.mul(share).intoArray(g, to + 3 * units + LANES);
    }

    private static void gradientFourByOne(
            double[][] x, int i, int examples, double[] deltas, int j, int units, double share, double[] g) {
        DoubleVector sum0 = DoubleVector.broadcast(SPECIES, -0.0);
        DoubleVector sum1 = sum0;
        DoubleVector sum2 = sum0;
        DoubleVector sum3 = sum0;
        int at = j;
        for (int e = 0; e < examples; e++) {
            double[] in = x[e];
            DoubleVector row = DoubleVector.fromArray(SPECIES, deltas, at);
            sum0 = sum0.add(row.mul(in[i]));
            sum1 = sum1.add(row.mul(in[i + 1]));
            sum2 = sum2.add(row.mul(in[i + 2]));
            sum3 = sum3.add(row.mul(in[i + 3]));
            at += units;
        }
        int to = i * units + j;
        sum0.mul(share).intoArray(g, to);
        sum1.mul(share).intoArray(g, to + units);
        sum2.mul(share).intoArray(g, to + 2 * units);
        sum3.mul(share).intoArray(g, to + 3 * units);
    }

    @Override
    public void outer(double[] x, double[] delta, double[] g) {
        int units = delta.length;
        if (units < LANES) {
            NarrowLoops.outer(x, delta, g);
            return;
        }
        for (int i = 0; i < x.length; i++) {
            int row = i * units;
            int j = 0;
            for (; j < units - LANES; j += LANES) {
                DoubleVector.fromArray(SPECIES, delta, j).mul(x[i]).intoArray(g, row + j);
            }
            j = units - LANES;
            DoubleVector.fromArray(SPECIES, delta, j).mul(x[i]).intoArray(g, row + j);
        }
    }

    /** The last vector of a row is computed before the others change some of what it overlaps. */
    @Override
    public void descend(double[] x, double[] delta, double rate, double[] w) {
        int units = delta.length;
        if (units < LANES) {
            NarrowLoops.descend(x, delta, rate, w);
            return;
        }
        int last = units - LANES;
        for (int i = 0; i < x.length; i++) {
            double in = x[i];
            int row = i * units;
            DoubleVector end = DoubleVector.fromArray(SPECIES, w, row + last)
                    .sub(DoubleVector.fromArray(SPECIES, delta, last).mul(in).mul(rate));
            for (int j = 0; j < last; j += LANES) {
                DoubleVector.fromArray(SPECIES, w, row + j)
                        .sub(DoubleVector.fromArray(SPECIES, delta, j).mul(in).mul(rate))
                        .intoArray(w, row + j);
            }
            end.intoArray(w, row + last);
        }
    }
}
