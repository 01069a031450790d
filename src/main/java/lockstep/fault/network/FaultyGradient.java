package lockstep.fault.network;

import java.util.Arrays;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Step;

/** A batch's gradient, added up from the deltas, with the faults of the addition. */
final class FaultyGradient {

    private static final double SLOPE_DECAY = 0.0001;

    private final NetworkSpec spec;
    private final Faults ofWeights;
    private final Faults ofBiases;
    private final FaultyLayer[] layers;
    private final FaultyOrder order;

    FaultyGradient(NetworkSpec spec, Faults faults, FaultyLayer[] layers, FaultyOrder order) {
        this.spec = spec;
        this.ofWeights = faults;
        this.ofBiases = faults.ofBiases();
        this.layers = layers;
        this.order = order;
    }

    /**
     * One row of a layer's, {@code g[j] = dLoss/dw[i][j]}: the sum, or the mean, over the examples of {@code delta[j] x[i]}.
     *
     * @param size how many examples the batch has
     * @param all how many there are
     */
    void take(int l, int i, int size, int all, Step step) {
        FaultyLayer layer = layers[l];
        boolean bias = i == layer.inputs;
        Faults faults = bias ? ofBiases : ofWeights;
        double[] g = layer.g[i];
        add(l, i, size, faults);
        reduce(g, size, all, faults);
        if (bias) {
            share(g, faults);
        }
        for (int j = 0; j < g.length; j++) {
            if (faults.has(Fault.GRADIENT_HALVED)) {
                g[j] *= 0.5;
            }
            if (faults.has(Fault.GRADIENT_DOUBLED)) {
                g[j] *= 2.0;
            }
            if (faults.has(Fault.RATE_TWICE)) {
                g[j] *= step.learningRate();
            }
            if (faults.has(Fault.GRADIENT_PER_OUTPUT)) {
                g[j] = FaultyLoss.otherPerOutput(spec, g[j]);
            }
            if (faults.has(Fault.SLOPE_DECAY)) {
                g[j] += SLOPE_DECAY * layer.w[i][j];
            }
            if (faults.has(Fault.GRADIENT_NOT_RESET) || faults.has(Fault.GRADIENT_RESET_EVERY_EPOCH)) {
                layer.neverReset[i][j] += g[j];
                g[j] = layer.neverReset[i][j];
            }
            if (faults.has(Fault.GRADIENT_LAGGED)) {
                double last = layer.lastG[i][j];
                layer.lastG[i][j] = g[j];
                g[j] = last;
            }
        }
    }

    private void add(int l, int i, int size, Faults faults) {
        FaultyLayer layer = layers[l];
        boolean aboveHidden = l > 0;
        double[] g = layer.g[i];
        int first = faults.has(Fault.LAST_EXAMPLE_ONLY) ? size - 1 : 0;
        int end = faults.has(Fault.FIRST_EXAMPLE_ONLY) ? 1 : size;
        boolean underived = i == layer.inputs && faults.has(Fault.BIAS_WITHOUT_DERIVATIVE);
        boolean ofLast = faults.has(Fault.LAST_EXAMPLES_ACTIVATIONS) && aboveHidden;
        boolean stale = faults.has(Fault.STALE_ACTIVATIONS) && aboveHidden;
        double[][] x =
                faults.has(Fault.GRADIENT_FROM_SUMS) && aboveHidden && i < layer.inputs ? layers[l - 1].z : layer.x;
        for (int e = first; e < end; e++) {
            double input = stale ? (e == 0 ? layer.staleX[i] : layer.x[e - 1][i]) : x[ofLast ? size - 1 : e][i];
            double[] delta = underived ? layer.error[e] : layer.delta[e];
            for (int j = 0; j < g.length; j++) {
                g[j] = e == first ? delta[j] * input : g[j] + delta[j] * input;
            }
        }
    }

    private void reduce(double[] g, int size, int all, Faults faults) {
        boolean mean = (spec.reduction() == Reduction.MEAN) ^ faults.has(Fault.GRADIENT_REDUCTION);
        int divisor = faults.has(Fault.SHORT_BATCH_OVER_FULL_SIZE) ? order.fullBatch() : size;
        if (faults.has(Fault.DIVIDED_BY_ALL_EXAMPLES)) {
            divisor = all;
        }
        for (int j = 0; mean && j < g.length; j++) {
            g[j] /= divisor;
            if (faults.has(Fault.DIVIDED_TWICE)) {
                g[j] /= size;
            }
        }
    }

    /** What the biases of a layer get instead of each its own. */
    private static void share(double[] g, Faults faults) {
        if (faults.has(Fault.BIAS_BROADCAST) || faults.has(Fault.BIAS_MEAN)) {
            double sum = 0.0;
            for (double each : g) {
                sum += each;
            }
            Arrays.fill(g, faults.has(Fault.BIAS_MEAN) ? sum / g.length : sum);
        }
        if (faults.has(Fault.BIAS_CLIMBS)) {
            for (int j = 0; j < g.length; j++) {
                g[j] = -g[j];
            }
        }
    }
}
