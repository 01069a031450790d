package lockstep.fault.network;

import java.util.Arrays;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.scalar.Losses;

/** From the targets back to every unit: {@code delta[e][j] = dLoss/dz[j]}, by a program with faults. */
final class FaultyDeltas {

    /** Of the fault, where the network is not meant to have one. */
    private static final double DEAD_ZONE = 0.1;

    private final NetworkSpec spec;
    private final Faults faults;
    private final Rounding rounding;
    private final FaultyLayer[] layers;
    private final FaultyDerivative[] derivatives;
    private final FaultyOrder order;

    FaultyDeltas(NetworkSpec spec, Faults faults, Rounding rounding, FaultyLayer[] layers, FaultyOrder order) {
        this.spec = spec;
        this.faults = faults;
        this.rounding = rounding;
        this.layers = layers;
        this.order = order;
        int last = layers.length - 1;
        Activation lastHidden = layers[Math.max(0, last - 1)].activation;
        this.derivatives = new FaultyDerivative[layers.length];
        Arrays.setAll(
                derivatives,
                l -> FaultyDerivative.of(
                        faults, l == last, spec.heuristics(), layers[l], layers[last].activation, lastHidden));
    }

    /** {@code delta[j] = dLoss/dz[j]} at the outputs. */
    void ofOutputs(Examples examples, int size) {
        FaultyLayer last = layers[layers.length - 1];
        boolean together = spec.loss() == Loss.CROSS_ENTROPY
                && last.activation == Activation.SOFTMAX
                && !faults.has(Fault.SQUARED_ERROR_GRADIENT);
        for (int e = 0; e < size; e++) {
            int target = order.rowOfTargets(e) * examples.outputs();
            double[] delta = last.delta[e];
            if (together || faults.has(Fault.SQUARED_ERROR_GRADIENT)) { // together the two derivatives cancel
                Losses.errors(last.y[e], examples.targetValues(), target, delta);
            } else {
                Losses.derivative(spec.loss(), last.y[e], examples.targetValues(), target, delta);
            }
            double zone = faults.has(Fault.ERROR_DEAD_ZONE)
                    ? DEAD_ZONE
                    : spec.heuristics().errorDeadZone();
            Losses.forgive(zone, last.y[e], examples.targetValues(), target, delta);
            for (int j = 0; j < delta.length; j++) {
                if (faults.has(Fault.ERROR_SIGN)) {
                    delta[j] = -delta[j];
                }
            }
            rounding.move(delta);
            System.arraycopy(delta, 0, last.error[e], 0, delta.length);
            if (!together) {
                derivatives[layers.length - 1].multiply(last.z[e], last.y[e], delta, last.scratch);
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
        int from = faults.has(Fault.LAST_OUTPUT_ONLY) && toOutputs ? above.units - 1 : 0;
        int units = faults.has(Fault.FIRST_OUTPUT_ONLY) && toOutputs ? 1 : above.units;
        boolean transposed = faults.has(Fault.TRANSPOSED_WEIGHTS) && above.inputs == above.units;
        boolean weighted = !faults.has(Fault.NO_WEIGHTS_DOWN) && !faults.has(Fault.NO_WEIGHTS_ON_DELTAS);
        double[][] w = faults.has(Fault.STALE_WEIGHTS_DOWN) ? above.lastW : above.w;
        boolean raw = faults.has(Fault.RAW_ERROR_DOWN) || faults.has(Fault.NO_WEIGHTS_DOWN);
        double[][] passed = raw ? above.error : above.delta;
        for (int e = 0; e < size; e++) {
            double[] down = passed[e];
            for (int j = 0; j < layer.units; j++) {
                double error = faults.has(Fault.DELTAS_NOT_RESET) ? layer.lastError[j] : 0.0;
                for (int k = from; k < units; k++) {
                    error += weighted ? (transposed ? w[k][j] : w[j][k]) * down[k] : down[k];
                }
                layer.delta[e][j] = error;
                layer.lastError[j] = error;
            }
            rounding.move(layer.delta[e]);
            System.arraycopy(layer.delta[e], 0, layer.error[e], 0, layer.units);
            derivatives[l].multiply(layer.z[e], layer.y[e], layer.delta[e], layer.scratch);
        }
    }
}
