package lockstep.dl4j;

import lockstep.model.NetworkSpec;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where DL4J keeps each weight. Both sides have one flat array, layer after layer. Ours has a row per input, then the bias
 * row, each with a column per unit; DL4J's has all the inputs of unit 0, then all those of unit 1, and so on, then the
 * biases.
 */
final class Layout {

    /** {@code place[k]} is where our weight {@code k} is in DL4J's array. */
    private final int[] place;

    Layout(NetworkSpec spec) {
        this.place = new int[spec.weightCount()];
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            int offset = spec.offset(layer);
            int inputs = spec.inputsOf(layer);
            int units = spec.layers().get(layer).units();
            for (int k = 0; k < spec.weightsOf(layer); k++) {
                int row = k / units;
                int unit = k % units;
                boolean bias = row == inputs;
                place[offset + k] = offset + (bias ? inputs * units + unit : unit * inputs + row);
            }
        }
    }

    /** Copies a parameter or gradient vector of DL4J's out, in our order. */
    void read(INDArray from, double[] into) {
        Numbers.read(from, place, into);
    }

    /** The same of numbers that were copied already. */
    void read(double[] from, double[] into) {
        for (int k = 0; k < place.length; k++) {
            into[k] = from[place[k]];
        }
    }

    /** Copies our weights into DL4J's parameter vector. */
    void write(double[] from, INDArray into) {
        Numbers.write(from, into, place);
    }
}
