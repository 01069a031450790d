package lockstep.scalar;

import lockstep.loops.Sums;
import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import org.jspecify.annotations.Nullable;

/** A layer's weights, and what it computes for each example of a batch, kept from the forward to the backward pass. */
final class Layer {

    final LayerSpec spec;

    ActivationFunction activation;

    /** How many inputs the layer has, without the bias. */
    final int inputs;

    /** How many units it has. */
    final int units;

    /** The weights in one array, so that an update is one loop: that of input i and unit j is {@code w[i * units + j]}. */
    final double[] w;

    /** The gradient, laid out like the weights. */
    final double[] g;

    /** The optimizer's memory: arrays laid out like the weights. */
    final double[][] state;

    /** Whether any weight has a penalty. */
    final boolean penalized;

    /** Whether the loss alone moves the weights: nothing is clipped, nothing has a penalty. */
    final boolean lossAlone;

    /** The weight decay of each weight; empty if no weight has a penalty. */
    final double[] decay;

    final Sums sums;

    // One row per example: what comes into the layer (then a 1, if there are biases), the weighted sums, and the
    // derivative of the loss by them.
    double[][] x = {};
    double[][] z = {};
    double[][] delta = {};

    /** One row per example: what comes out of the layer; the {@code x} of the next. */
    double[][] y = {};

    Layer(NetworkSpec network, int number) {
        this.spec = network.layers().get(number);
        this.activation = FlatSpot.of(spec.activation(), network.heuristics(), spec.units());
        this.inputs = network.inputsOf(number);
        this.units = spec.units();
        this.w = new double[rows() * units];
        this.g = new double[w.length];
        this.state = network.optimizer().newState(w.length);
        this.penalized = spec.isPenalized();
        this.lossAlone = spec.clipping().mode() == Clipping.Mode.NONE && !penalized;
        this.decay = new double[penalized ? w.length : 0];
        this.sums = new Sums(inputs, units);
    }

    /** How many rows of weights there are: one per input, then that of the biases, if any. */
    private int rows() {
        return spec.bias() ? inputs + 1 : inputs;
    }

    /** Where the biases begin in {@code w}, after the weights. */
    int biases() {
        return inputs * units;
    }

    /** Makes room for a batch of this size. */
    void makeRoom(int examples, @Nullable Layer next) {
        x = new double[examples][rows()];
        if (spec.bias()) {
            for (double[] inputs : x) {
                inputs[inputs.length - 1] = 1.0;
            }
        }
        z = new double[examples][units];
        delta = new double[examples][units];
        sums.makeRoom(examples);
        y = next == null ? new double[examples][units] : next.x;
    }
}
