package lockstep.fault;

import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;

/** A batch's gradient, added up from the deltas, with the faults of the addition. */
final class FaultyGradient {

    private static final double SLOPE_DECAY = 0.0001;

    private final NetworkSpec spec;
    private final Faults faults;

    FaultyGradient(NetworkSpec spec, Faults faults) {
        this.spec = spec;
        this.faults = faults;
    }

    /**
     * One row of it, {@code g[j] = dLoss/dw[i][j]}: the sum, or the mean, over the examples of {@code delta[j] x[i]}.
     *
     * @param aboveHidden whether the layer's inputs are the activations of another layer
     * @param fullBatch the number of examples in a batch other than the epoch's last
     */
    void take(FaultyLayer layer, int i, int size, boolean aboveHidden, int fullBatch) {
        double[] g = layer.g[i];
        int first = faults.has(Fault.LAST_EXAMPLE_ONLY) ? size - 1 : 0;
        for (int e = first; e < size; e++) {
            double x = layer.x[e][i];
            if (faults.has(Fault.LAST_EXAMPLES_ACTIVATIONS) && aboveHidden) {
                x = layer.x[size - 1][i];
            }
            if (faults.has(Fault.STALE_ACTIVATIONS) && aboveHidden) {
                x = e == 0 ? layer.staleX[i] : layer.x[e - 1][i];
            }
            double[] delta = layer.delta[e];
            for (int j = 0; j < g.length; j++) {
                g[j] = e == first ? delta[j] * x : g[j] + delta[j] * x;
            }
        }
        boolean mean = (spec.reduction() == Reduction.MEAN) ^ faults.has(Fault.GRADIENT_REDUCTION);
        int divisor = faults.has(Fault.SHORT_BATCH_OVER_FULL_SIZE) ? fullBatch : size;
        for (int j = 0; j < g.length; j++) {
            if (mean && divisor > 1) {
                g[j] /= divisor;
            }
            if (faults.has(Fault.GRADIENT_HALVED)) {
                g[j] *= 0.5;
            }
            if (faults.has(Fault.GRADIENT_DOUBLED)) {
                g[j] *= 2.0;
            }
            if (faults.has(Fault.GRADIENT_PER_OUTPUT)) {
                g[j] = FaultyLoss.otherPerOutput(spec, g[j]);
            }
            if (faults.has(Fault.SLOPE_DECAY)) {
                g[j] += SLOPE_DECAY * layer.w[i][j];
            }
            if (faults.has(Fault.GRADIENT_NOT_RESET)) {
                layer.neverReset[i][j] += g[j];
                g[j] = layer.neverReset[i][j];
            }
        }
    }
}
