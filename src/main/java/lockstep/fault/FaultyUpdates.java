package lockstep.fault;

import java.util.Arrays;
import lockstep.model.Clipping;
import lockstep.model.NetworkSpec;
import lockstep.optim.Optimizer;
import lockstep.optim.Step;

/** The updates of the weights, with their faults. */
final class FaultyUpdates {

    private final Faults faults;
    private final Optimizer rule;
    private final FaultyLayer[] layers;
    private final FaultyOrder order;
    private final FaultyGradient gradient;

    /** Whether the output layer's rows of weights fit into those of the layer below; if not, no program writes them there. */
    private final boolean outputFits;

    FaultyUpdates(NetworkSpec spec, Faults faults, Optimizer rule, FaultyLayer[] layers, FaultyOrder order) {
        this.faults = faults;
        this.rule = rule;
        this.layers = layers;
        this.order = order;
        this.gradient = new FaultyGradient(spec, faults);
        this.outputFits = Need.outputFits(spec);
    }

    private boolean has(Fault fault) {
        return faults.has(fault);
    }

    /** Takes the gradient of a layer's weights, clips it, and lets the optimizer move them, row by row. */
    void of(int l, int size, Step step) {
        FaultyLayer layer = layers[l];
        boolean output = l == layers.length - 1;
        for (int i = 0; i < layer.w.length; i++) {
            gradient.take(layer, i, size, l > 0, order.fullBatch());
            System.arraycopy(layer.g[i], 0, layer.clipped[i], 0, layer.units);
        }
        if (layer.clipping.mode() != Clipping.Mode.NONE && !has(Fault.CLIPPING_IGNORED)) {
            layer.clip();
        }
        for (int i = 0; i < layer.w.length; i++) {
            boolean bias = i == layer.inputs;
            if (bias && (has(Fault.BIASES_FIXED) || (has(Fault.OUTPUT_BIAS_FIXED) && output))) {
                continue;
            }
            boolean astray = output && !bias && outputFits;
            if (has(Fault.MEMORY_OF_WRONG_LAYER) && astray) {
                for (int k = 0; k < layer.state[i].length; k++) {
                    System.arraycopy(layers[l - 1].state[i][k], 0, layer.state[i][k], 0, layer.units);
                }
            }
            double[] w = layer.w[i];
            if (has(Fault.UPDATE_INTO_WRONG_LAYER) && astray) {
                w = layer.scratch;
                System.arraycopy(layers[l - 1].w[i], 0, w, 0, w.length);
            }
            if (layer.penalized) {
                FaultyPenalties.update(layer, i, w, rule, step, faults);
            } else {
                rule.update(layer.clipped[i], w, layer.state[i], step);
            }
            if (has(Fault.SINGLE_PRECISION_WEIGHTS)) {
                FaultyLayer.toSinglePrecision(w);
            }
            if (has(Fault.UPDATE_INTO_WRONG_LAYER) && astray) {
                System.arraycopy(w, 0, layers[l - 1].w[i], 0, w.length);
            }
        }
        System.arraycopy(layer.x[size - 1], 0, layer.staleX, 0, layer.staleX.length);
    }

    /** Resets the optimizer's memory to its start. */
    void forget() {
        for (FaultyLayer layer : layers) {
            for (double[][] state : layer.state) {
                for (int k = 0; k < state.length; k++) {
                    Arrays.fill(state[k], rule.initialState(k));
                }
            }
        }
    }
}
