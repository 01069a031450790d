package lockstep.dl4j;

import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where DL4J keeps each weight. Both sides have one flat array, layer after layer. Ours has a row per input, then the bias
 * row, each with a column per unit; DL4J's has all the inputs of unit 0, then all those of unit 1, and so on, then the
 * biases. So a layer's weights are turned:
 *
 * <pre>
 *   ours[i * units + j]  =  dl4js[j * inputs + i]
 * </pre>
 */
final class Layout {

    /** So many rows are read side by side: what is written goes into whole lines of the processor's memory. */
    private static final int ROWS = 8;

    private final NetworkSpec spec;

    /** Numbers on their way, in DL4J's order. */
    private final double[] dl4js;

    /** The same where DL4J has floats. */
    private final float[] floats;

    Layout(NetworkSpec spec) {
        this.spec = spec;
        this.dl4js = new double[spec.weightCount()];
        this.floats = new float[spec.precision() == Precision.DOUBLE ? 0 : dl4js.length];
    }

    /** Copies a parameter or gradient vector of DL4J's out, in our order. */
    void read(INDArray from, double[] into) {
        Numbers.read(from, dl4js, floats);
        read(dl4js, into);
    }

    /**
     * Copies a gradient out that DL4J has as the sum over a batch, as the mean: DL4J divides it on the way to the updater, where
     * nobody can see it. Here the same is done to the copy.
     */
    void readMean(INDArray sum, double[] into, int examples) {
        read(sum, into);
        double share = 1.0 / examples;
        boolean exact = Integer.bitCount(examples) == 1; // then the product is the quotient, several times as fast
        for (int k = 0; k < into.length; k++) {
            into[k] = exact ? into[k] * share : into[k] / examples;
        }
        spec.precision().round(into);
    }

    /** The same of numbers that were copied already. */
    void read(double[] from, double[] into) {
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            turn(layer, from, units(layer), spec.inputsOf(layer), into);
        }
    }

    /** Copies our weights into DL4J's parameter vector. */
    void write(double[] from, INDArray into) {
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            turn(layer, from, spec.inputsOf(layer), units(layer), dl4js);
        }
        Numbers.write(dl4js, into, floats);
    }

    /** Turns a layer's weights, rows by columns as they are read, and copies its biases. */
    private void turn(int layer, double[] from, int rows, int columns, double[] into) {
        int at = spec.offset(layer);
        int r = 0;
        for (; r + ROWS <= rows; r += ROWS) {
            for (int c = 0; c < columns; c++) {
                int in = at + r * columns + c;
                int out = at + c * rows + r;
                into[out] = from[in];
                into[out + 1] = from[in + columns];
                into[out + 2] = from[in + 2 * columns];
                into[out + 3] = from[in + 3 * columns];
                into[out + 4] = from[in + 4 * columns];
                into[out + 5] = from[in + 5 * columns];
                into[out + 6] = from[in + 6 * columns];
                into[out + 7] = from[in + 7 * columns];
            }
        }
        for (; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                into[at + c * rows + r] = from[at + r * columns + c];
            }
        }
        int biases = spec.biasOffset(layer);
        System.arraycopy(from, biases, into, biases, spec.offset(layer + 1) - biases);
    }

    private int units(int layer) {
        return spec.layers().get(layer).units();
    }
}
