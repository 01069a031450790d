package lockstep.fault;

import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.scalar.ActivationFunction;
import lockstep.scalar.Losses;

/** From the targets back to every unit: {@code delta[e][j] = dLoss/dz[j]}, by a program with faults. */
final class FaultyDeltas {

    private static final double FLAT_SPOT = 0.1;
    private static final double DEAD_ZONE = 0.1;

    private final NetworkSpec spec;
    private final Faults faults;
    private final Rounding rounding;
    private final FaultyLayer[] layers;
    private final FaultyOrder order;

    FaultyDeltas(NetworkSpec spec, Faults faults, Rounding rounding, FaultyLayer[] layers, FaultyOrder order) {
        this.spec = spec;
        this.faults = faults;
        this.rounding = rounding;
        this.layers = layers;
        this.order = order;
    }

    /** {@code delta[j] = dLoss/dz[j]} at the outputs. */
    void ofOutputs(Examples examples, int size) {
        FaultyLayer last = layers[layers.length - 1];
        for (int e = 0; e < size; e++) {
            int target = order.row(e) * examples.outputs();
            double[] delta = last.delta[e];
            boolean together = spec.loss() == Loss.CROSS_ENTROPY && last.activation == Activation.SOFTMAX;
            if (together) { // the two derivatives cancel
                Losses.errors(last.y[e], examples.targetValues(), target, delta);
            } else {
                Losses.derivative(spec.loss(), last.y[e], examples.targetValues(), target, delta);
            }
            for (int j = 0; j < delta.length; j++) {
                if (faults.has(Fault.DEAD_ZONE)
                        && Math.abs(last.y[e][j] - examples.targetValues()[target + j]) < DEAD_ZONE) {
                    delta[j] = 0.0;
                }
                if (faults.has(Fault.ERROR_SIGN)) {
                    delta[j] = -delta[j];
                }
            }
            rounding.move(delta);
            if (!together && !faults.has(Fault.NO_OUTPUT_DERIVATIVE)) {
                multiplyByDerivative(last, last.activation, e, faults.has(Fault.FLAT_SPOT_AT_OUTPUT));
            }
        }
    }

    /**
     * {@code delta[j] = f'(z[j]) * sum over k of w[j][k] delta[k]}, {@code k} counting the units of the layer above.
     *
     * @param l the layer whose deltas are wanted
     */
    void ofHiddenUnits(int l, int size) {
        FaultyLayer layer = layers[l];
        FaultyLayer above = layers[l + 1];
        boolean toOutputs = l + 1 == layers.length - 1;
        int units = faults.has(Fault.FIRST_OUTPUT_ONLY) && toOutputs ? 1 : above.units;
        boolean transposed = faults.has(Fault.TRANSPOSED_WEIGHTS) && above.inputs == above.units;
        Activation activation = faults.has(Fault.HIDDEN_HAS_OUTPUTS_DERIVATIVE)
                ? layers[layers.length - 1].activation
                : layer.activation;
        for (int e = 0; e < size; e++) {
            double[] delta = above.delta[e];
            for (int j = 0; j < layer.units; j++) {
                double error = 0.0;
                for (int k = 0; k < units; k++) {
                    error += (transposed ? above.w[k][j] : above.w[j][k]) * delta[k];
                }
                layer.delta[e][j] = error;
            }
            rounding.move(layer.delta[e]);
            if (!faults.has(Fault.NO_HIDDEN_DERIVATIVE)) {
                multiplyByDerivative(layer, activation, e, false);
            }
        }
    }

    /** {@code delta[j] *= f'(z[j])}. */
    private void multiplyByDerivative(FaultyLayer layer, Activation f, int e, boolean flatSpotHere) {
        double[] z = layer.z[e];
        double[] y = layer.y[e];
        double[] delta = layer.delta[e];
        double[] scratch = layer.scratch;
        if (faults.has(Fault.DERIVATIVE_OF_SUM)) {
            ActivationFunction.of(f).multiplyByDerivative(z, z, delta);
        } else if (faults.has(Fault.DERIVATIVE_OF_OUTPUT)) {
            ActivationFunction.of(f).apply(y, scratch);
            ActivationFunction.of(f).multiplyByDerivative(y, scratch, delta);
        } else if ((flatSpotHere || faults.has(Fault.FLAT_SPOT_EVERYWHERE)) && f != Activation.IDENTITY) {
            System.arraycopy(delta, 0, scratch, 0, delta.length);
            ActivationFunction.of(f).multiplyByDerivative(z, y, delta);
            for (int j = 0; j < delta.length; j++) {
                delta[j] += FLAT_SPOT * scratch[j];
            }
        } else {
            ActivationFunction.of(f).multiplyByDerivative(z, y, delta);
        }
    }
}
