package lockstep.fault.network;

import java.util.Arrays;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.rule.FaultyRules;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.scalar.ActivationFunction;
import lockstep.scalar.GradientClipping;

/** A layer's weights, and its results for each example of a batch. */
final class FaultyLayer {

    final int inputs;
    final int units;
    final Activation activation;

    /** The activation, from {@code z} to {@code y}; in a control it rounds differently. */
    final ActivationFunction function;

    final boolean bias;

    /** One row per input, then the bias row, if any; one column per unit. The gradients likewise. */
    final double[][] w;

    final double[][] g;

    /** The gradients as the optimizer gets them. */
    final double[][] clipped;

    final Clipping clipping;
    final Penalty weightPenalty;
    final Penalty biasPenalty;
    final boolean penalized;

    /** The weight decay of the row of weights that is being updated. */
    final double[] decay;

    /** The sum of all gradients so far, for a program that does not set them to 0. */
    final double[][] neverReset;

    /** The optimizer's memory, for each row of weights. */
    final double[][][] state;

    /** One row per example: the layer's inputs (then the biases' input), the weighted sums, and the outputs. */
    double[][] x = {};

    double[][] z = {};
    double[][] y = {};

    /** One row per example: the derivative of the loss with respect to the outputs, and to the weighted sums. */
    double[][] error = {};

    double[][] delta = {};

    /** The weighted sums and the errors of the last example, for a program that does not set them to 0. */
    final double[] lastSum;

    final double[] lastError;

    /** The weights before the last update, and the last gradient. */
    final double[][] lastW;

    final double[][] lastG;

    /** The layer's inputs for the last example of the previous step. */
    final double[] staleX;

    /** Room for the units' numbers, and for the outputs of the layer above. */
    final double[] scratch;

    private final double biasInput;

    FaultyLayer(
            NetworkSpec network,
            int number,
            Faults faults,
            FaultyRules rules,
            Activation activation,
            double biasInput,
            Rounding rounding) {
        LayerSpec spec = network.layers().get(number);
        this.inputs = network.inputsOf(number);
        this.units = spec.units();
        this.activation = activation;
        this.function = rounding.function(activation);
        this.lastSum = new double[units];
        this.lastError = new double[units];
        this.bias = spec.bias();
        this.biasInput = biasInput;
        this.w = new double[spec.rows(inputs)][units];
        this.g = new double[w.length][units];
        this.lastW = new double[faults.has(Fault.STALE_WEIGHTS_DOWN) ? w.length : 0][units];
        this.lastG = new double[faults.ofBiases().has(Fault.GRADIENT_LAGGED) ? w.length : 0][units];
        this.clipped = new double[w.length][units];
        this.clipping = spec.clipping();
        this.weightPenalty = spec.weightPenalty();
        this.biasPenalty = spec.biasPenalty();
        this.penalized = spec.isPenalized();
        this.decay = new double[units];
        boolean sums = faults.ofBiases().has(Fault.GRADIENT_NOT_RESET) || faults.has(Fault.GRADIENT_RESET_EVERY_EPOCH);
        this.neverReset = new double[sums ? w.length : 0][units];
        this.state = new double[w.length][][];
        Arrays.setAll(state, i -> rules.of(i == inputs).newState(units));
        this.staleX = new double[w.length];
        this.scratch = new double[units];
        fillBias(staleX);
    }

    /** Makes room for a batch of this size. */
    void makeRoom(int examples) {
        x = new double[examples][w.length];
        Arrays.stream(x).forEach(this::fillBias);
        z = new double[examples][units];
        y = new double[examples][units];
    }

    /** Makes room for what goes back through a batch of this size. */
    void makeRoomToTrain(int examples) {
        if (delta.length < examples) {
            error = new double[examples][units];
            delta = new double[examples][units];
        }
    }

    private void fillBias(double[] into) {
        if (bias) {
            into[inputs] = biasInput;
        }
    }

    /** Clips the gradient of the whole layer. */
    void clip() {
        double[] flat = new double[w.length * units];
        for (int i = 0; i < clipped.length; i++) {
            System.arraycopy(clipped[i], 0, flat, i * units, units);
        }
        GradientClipping.apply(clipping, flat, inputs * units);
        for (int i = 0; i < clipped.length; i++) {
            System.arraycopy(flat, i * units, clipped[i], 0, units);
        }
    }

    /** Rounds numbers that are kept as floats. */
    static void toSinglePrecision(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
    }
}
