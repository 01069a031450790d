package lockstep.model;

import java.util.Arrays;

/** Where the weights of a layer start. */
public sealed interface Init {

    /**
     * Fills a layer's weights, {@code rows} rows (one per input, then the bias row, if any) of {@code units} each.
     *
     * @param into the network's weights
     * @param at where the layer's begin
     */
    void fill(PythonRandom random, double[] into, int at, int rows, int units);

    /** Each weight drawn as {@code low + (high - low) * random()}, row by row, as bpnn.py draws them. */
    record Uniform(double low, double high) implements Init {

        public Uniform {
            if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
                throw new IllegalArgumentException(
                        "uniform is [" + low + ", " + high + "]; expected two finite numbers, the lower first");
            }
        }

        @Override
        public void fill(PythonRandom random, double[] into, int at, int rows, int units) {
            for (int i = at; i < at + rows * units; i++) {
                into[i] = random.uniform(low, high);
            }
        }
    }

    /**
     * Weights given one by one; nothing is drawn.
     *
     * @param rows one row per input, then the bias row, if any; one column per unit
     */
    record Values(double[][] rows) implements Init {

        public Values {
            rows = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        }

        @Override
        public void fill(PythonRandom random, double[] into, int at, int rowCount, int units) {
            for (int i = 0; i < rowCount; i++) {
                System.arraycopy(rows[i], 0, into, at + i * units, units);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Values values && Arrays.deepEquals(rows, values.rows);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(rows);
        }
    }
}
