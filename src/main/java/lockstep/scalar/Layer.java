package lockstep.scalar;

import java.util.Arrays;
import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import org.jspecify.annotations.Nullable;

/** A layer's weights, and what it computes for each example of a batch, kept from the forward to the backward pass. */
final class Layer {

    ActivationFunction activation;

    /** One row per input, then the bias row, if any; one column per unit. */
    final double[][] w;

    /** What the optimizer remembers, for each row of weights. */
    final double[][][] state;

    /** The gradient of the row of weights that is being updated. */
    final double[] g;

    final Clipping clipping;

    /** The gradients of all rows where clipping has to see them together, else empty. */
    final double[][] gradients;

    /** Whether any weight has a penalty. */
    final boolean penalized;

    /** What weight decay takes off the row of weights that is being updated. */
    final double[] decay;

    private final Penalty weightPenalty;
    private final Penalty biasPenalty;
    private final boolean bias;

    // One row per example: what comes into the layer (then a 1, if there are biases), the weighted sums, and the
    // derivative
    // of the loss by them.
    double[][] x = {};
    double[][] z = {};
    double[][] delta = {};

    /** One row per example: what comes out of the layer; the {@code x} of the next. */
    double[][] y = {};

    Layer(NetworkSpec network, int number) {
        LayerSpec spec = network.layers().get(number);
        this.activation = ActivationFunction.of(spec.activation());
        this.bias = spec.bias();
        this.w = new double[spec.rows(network.inputsOf(number))][spec.units()];
        this.state = new double[w.length][][];
        Arrays.setAll(state, i -> network.optimizer().newState(spec.units()));
        this.g = new double[spec.units()];
        this.clipping = spec.clipping();
        this.gradients = clipping.mode() == Clipping.Mode.NONE ? new double[0][] : new double[w.length][spec.units()];
        this.weightPenalty = spec.weightPenalty();
        this.biasPenalty = spec.biasPenalty();
        this.penalized = !weightPenalty.equals(Penalty.NONE) || !biasPenalty.equals(Penalty.NONE);
        this.decay = new double[spec.units()];
    }

    /** How many rows of weights there are, the bias row not among them. */
    int inputs() {
        return bias ? w.length - 1 : w.length;
    }

    /** The penalty on the weights of row i. */
    Penalty penalty(int i) {
        return i < inputs() ? weightPenalty : biasPenalty;
    }

    /** Makes room for a batch of so many examples. */
    void makeRoom(int examples, @Nullable Layer next) {
        x = new double[examples][w.length];
        if (bias) {
            for (double[] inputs : x) {
                inputs[inputs.length - 1] = 1.0;
            }
        }
        z = new double[examples][g.length];
        delta = new double[examples][g.length];
        y = next == null ? new double[examples][g.length] : next.x;
    }
}
