package lockstep.loops;

/**
 * The loops for few columns, by columns, five side by side: their sums or deltas stay in registers. (Five, because that was fastest
 * for 5 and 10 units: of fours, one or two units are left over.)
 */
final class NarrowLoops {

    private NarrowLoops() {}

    static void multiply(double[][] a, int rows, int terms, double[] b, int columns, double start, double[][] c) {
        for (int r = 0; r < rows; r++) {
            multiply(a[r], terms, b, columns, start, c[r]);
        }
    }

    private static void multiply(double[] a, int terms, double[] b, int columns, double start, double[] c) {
        int j = 0;
        for (; j + 5 <= columns; j += 5) {
            double sum0 = start;
            double sum1 = start;
            double sum2 = start;
            double sum3 = start;
            double sum4 = start;
            int at = j; // k * columns + j
            for (int k = 0; k < terms; k++) {
                double in = a[k];
                sum0 += in * b[at];
                sum1 += in * b[at + 1];
                sum2 += in * b[at + 2];
                sum3 += in * b[at + 3];
                sum4 += in * b[at + 4];
                at += columns;
            }
            c[j] = sum0;
            c[j + 1] = sum1;
            c[j + 2] = sum2;
            c[j + 3] = sum3;
            c[j + 4] = sum4;
        }
        for (; j < columns; j++) {
            double sum = start;
            int at = j;
            for (int k = 0; k < terms; k++) {
                sum += a[k] * b[at];
                at += columns;
            }
            c[j] = sum;
        }
    }

    static void outer(double[] x, double[] delta, double[] g) {
        int units = delta.length;
        int j = 0;
        for (; j + 5 <= units; j += 5) {
            double delta0 = delta[j];
            double delta1 = delta[j + 1];
            double delta2 = delta[j + 2];
            double delta3 = delta[j + 3];
            double delta4 = delta[j + 4];
            int at = j; // i * units + j
            for (int i = 0; i < x.length; i++) {
                double in = x[i];
                g[at] = delta0 * in;
                g[at + 1] = delta1 * in;
                g[at + 2] = delta2 * in;
                g[at + 3] = delta3 * in;
                g[at + 4] = delta4 * in;
                at += units;
            }
        }
        for (; j < units; j++) {
            double d = delta[j];
            int at = j;
            for (int i = 0; i < x.length; i++) {
                g[at] = d * x[i];
                at += units;
            }
        }
    }

    /** The gradient of a batch: the first example's, then those of the others added, by threes. */
    static void gradient(double[][] x, double[][] delta, double[] g, int examples) {
        outer(x[0], delta[0], g);
        int e = 1;
        for (; e + 3 <= examples; e += 3) {
            add(x[e], delta[e], x[e + 1], delta[e + 1], x[e + 2], delta[e + 2], g);
        }
        for (; e < examples; e++) {
            add(x[e], delta[e], g);
        }
    }

    private static void add(double[] x, double[] delta, double[] g) {
        int at = 0;
        for (int i = 0; i < x.length; i++) {
            double in = x[i];
            for (int j = 0; j < delta.length; j++) {
                g[at++] += delta[j] * in;
            }
        }
    }

    private static void add(
            double[] x0, double[] delta0, double[] x1, double[] delta1, double[] x2, double[] delta2, double[] g) {
        int at = 0;
        for (int i = 0; i < x0.length; i++) {
            double in0 = x0[i];
            double in1 = x1[i];
            double in2 = x2[i];
            for (int j = 0; j < delta0.length; j++) {
                g[at] = g[at] + delta0[j] * in0 + delta1[j] * in1 + delta2[j] * in2;
                at++;
            }
        }
    }

    static void descend(double[] x, double[] delta, double rate, double[] w) {
        int units = delta.length;
        int j = 0;
        for (; j + 5 <= units; j += 5) {
            double delta0 = delta[j];
            double delta1 = delta[j + 1];
            double delta2 = delta[j + 2];
            double delta3 = delta[j + 3];
            double delta4 = delta[j + 4];
            int at = j; // i * units + j
            for (int i = 0; i < x.length; i++) {
                double in = x[i];
                w[at] -= rate * (delta0 * in);
                w[at + 1] -= rate * (delta1 * in);
                w[at + 2] -= rate * (delta2 * in);
                w[at + 3] -= rate * (delta3 * in);
                w[at + 4] -= rate * (delta4 * in);
                at += units;
            }
        }
        for (; j < units; j++) {
            double d = delta[j];
            int at = j;
            for (int i = 0; i < x.length; i++) {
                w[at] -= rate * (d * x[i]);
                at += units;
            }
        }
    }
}
