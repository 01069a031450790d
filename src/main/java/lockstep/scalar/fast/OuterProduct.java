package lockstep.scalar.fast;

/**
 * The gradient of a layer's weights by one example, written down.
 *
 * <pre>
 *   for i: for j:   g[i, j] = delta[j] * x[i]        (g[i, j] being g[i * units + j])
 * </pre>
 */
public final class OuterProduct {

    /** From so many units on a row is long enough for vectors. */
    static final int WIDE = 16;

    private OuterProduct() {}

    public static void write(double[] x, double[] delta, double[] g) {
        if (delta.length < WIDE) {
            byColumns(x, delta, g);
        } else {
            byRows(x, delta, g);
        }
    }

    private static void byRows(double[] x, double[] delta, double[] g) {
        for (int i = 0; i < x.length; i++) {
            double in = x[i];
            int row = i * delta.length;
            for (int j = 0; j < delta.length; j++) {
                g[row + j] = delta[j] * in;
            }
        }
    }

    /** Five columns side by side, their deltas in registers. */
    private static void byColumns(double[] x, double[] delta, double[] g) {
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
                g[k] = delta0 * in;
                g[k + 1] = delta1 * in;
                g[k + 2] = delta2 * in;
                g[k + 3] = delta3 * in;
                g[k + 4] = delta4 * in;
                k += units;
            }
        }
        for (; j < units; j++) {
            double d = delta[j];
            int k = j;
            for (int i = 0; i < x.length; i++) {
                g[k] = d * x[i];
                k += units;
            }
        }
    }
}
