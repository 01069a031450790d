package lockstep.fault.network;

import java.util.Arrays;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.Need;
import lockstep.fault.rule.FaultyRules;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.NetworkSpec;
import lockstep.optim.Optimizer;
import lockstep.optim.Step;

/** The updates of the weights, with their faults. */
final class FaultyUpdates {

    private final Faults faults;
    private final FaultyRules rules;
    private final FaultyLayer[] layers;
    private final FaultyGradient gradient;
    private final StepNumber number;

    /** Whether the output layer's rows of weights fit into those of the layer below; if not, no program writes them there. */
    private final boolean outputFits;

    FaultyUpdates(
            NetworkSpec spec,
            Faults faults,
            FaultyRules rules,
            FaultyLayer[] layers,
            FaultyOrder order,
            StepNumber number) {
        this.faults = faults;
        this.rules = rules;
        this.layers = layers;
        this.gradient = new FaultyGradient(spec, faults, layers, order);
        this.number = number;
        this.outputFits = Need.outputFits(spec);
    }

    private boolean has(Fault fault) {
        return faults.has(fault);
    }

    /** Takes the gradient of a layer's weights, clips it, and lets the optimizer move them, row by row. */
    void of(int l, Batch batch, Step step) {
        FaultyLayer layer = layers[l];
        int all = batch.examples().size();
        for (int i = 0; i < layer.w.length; i++) {
            gradient.take(l, i, batch.size(), all, step);
            System.arraycopy(layer.g[i], 0, layer.clipped[i], 0, layer.units);
            if (has(Fault.STALE_WEIGHTS_DOWN)) {
                System.arraycopy(layer.w[i], 0, layer.lastW[i], 0, layer.units);
            }
        }
        if (layer.clipping.mode() != Clipping.Mode.NONE && !has(Fault.CLIPPING_IGNORED)) {
            layer.clip();
        }
        for (int i = 0; i < layer.w.length; i++) {
            if (!isFixed(l, i == layer.inputs)) {
                move(l, i, batch.size(), all);
            }
        }
        System.arraycopy(layer.x[batch.size() - 1], 0, layer.staleX, 0, layer.staleX.length);
    }

    private boolean isFixed(int l, boolean bias) {
        boolean output = l == layers.length - 1;
        return has(output ? Fault.OUTPUT_LAYER_FIXED : Fault.HIDDEN_LAYERS_FIXED)
                || (bias && has(Fault.BIASES_FIXED))
                || (bias && has(output ? Fault.OUTPUT_BIAS_FIXED : Fault.HIDDEN_BIASES_FIXED));
    }

    /** Moves a row of weights. */
    private void move(int l, int i, int size, int all) {
        FaultyLayer layer = layers[l];
        boolean bias = i == layer.inputs;
        boolean astray = l == layers.length - 1 && !bias && outputFits;
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
        Faults here = bias ? faults.ofBiases() : faults;
        double[] before = here.has(Fault.UPDATED_TWICE) ? w.clone() : w;
        Optimizer rule = rules.of(bias);
        Step step = number.of(l, bias);
        for (int times = here.has(Fault.STEPPED_TWICE) ? 2 : 1; times > 0; times--) {
            if (layer.penalized) {
                double[] g = times > 1 ? layer.clipped[i].clone() : layer.clipped[i];
                FaultyPenalties.update(layer, i, g, w, rule, step, faults, factor(size, all));
            } else {
                rule.update(layer.clipped[i], w, layer.state[i], step);
            }
        }
        for (int j = 0; before != w && j < w.length; j++) {
            w[j] += w[j] - before[j];
        }
        if (has(Fault.SINGLE_PRECISION_WEIGHTS)) {
            FaultyLayer.toSinglePrecision(w);
        }
        if (has(Fault.UPDATE_INTO_WRONG_LAYER) && astray) {
            System.arraycopy(w, 0, layers[l - 1].w[i], 0, w.length);
        }
    }

    /** What the penalties are multiplied by. */
    private double factor(int size, int all) {
        if (has(Fault.PENALTY_PER_BATCH)) {
            return 1.0 / size;
        }
        if (has(Fault.PENALTY_PER_EXAMPLES)) {
            return 1.0 / all;
        }
        return has(Fault.PENALTY_SIGN) ? -1.0 : 1.0;
    }

    /** What a faulty program resets at the start of an epoch: the optimizer's memory, or a sum of gradients. */
    void beginEpoch() {
        for (FaultyLayer layer : layers) {
            if (has(Fault.GRADIENT_RESET_EVERY_EPOCH)) {
                Arrays.stream(layer.neverReset).forEach(row -> Arrays.fill(row, 0.0));
            }
            for (int i = 0; has(Fault.MEMORY_RESET_EVERY_EPOCH) && i < layer.state.length; i++) {
                for (int k = 0; k < layer.state[i].length; k++) {
                    Arrays.fill(layer.state[i][k], rules.of(i == layer.inputs).initialState(k));
                }
            }
        }
    }
}
