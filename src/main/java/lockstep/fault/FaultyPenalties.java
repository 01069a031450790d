package lockstep.fault;

import lockstep.model.Penalty;
import lockstep.optim.Optimizer;
import lockstep.optim.Step;

/** The penalties of a layer, with their faults. */
final class FaultyPenalties {

    private FaultyPenalties() {}

    /** {@code l1 * sum |w| + (l2 + weightDecay) / 2 * sum w^2}. */
    static double loss(FaultyLayer layer, Faults faults) {
        double loss = 0.0;
        for (int i = 0; i < layer.w.length; i++) {
            Penalty penalty = penalty(layer, i, faults);
            double half = 0.5 * (penalty.l2() + penalty.weightDecay());
            for (double w : layer.w[i]) {
                loss += penalty.l1() * Math.abs(w) + half * w * w;
            }
        }
        return loss;
    }

    /**
     * Moves a row of weights one step: l1 and l2 through the optimizer, weight decay apart from it.
     *
     * @param w the weights that the program changes, which need not be those of row i
     */
    static void update(FaultyLayer layer, int i, double[] w, Optimizer rule, Step step, Faults faults) {
        Penalty penalty = penalty(layer, i, faults);
        boolean swapped = faults.has(Fault.DECAY_COUPLING);
        double l2 = swapped ? penalty.weightDecay() : penalty.l2();
        double decayRate = step.learningRate() * (swapped ? penalty.l2() : penalty.weightDecay());
        double[] g = layer.clipped[i];
        double[] decay = layer.decay;
        for (int j = 0; j < w.length; j++) {
            g[j] += penalty.l1() * Math.signum(w[j]) + l2 * w[j];
            decay[j] = decayRate * w[j];
        }
        rule.update(g, w, layer.state[i], step);
        for (int j = 0; j < w.length; j++) {
            w[j] -= decay[j];
        }
    }

    private static Penalty penalty(FaultyLayer layer, int i, Faults faults) {
        boolean weight = i < layer.inputs || faults.has(Fault.PENALTY_ON_BIASES);
        return weight ? layer.weightPenalty : layer.biasPenalty;
    }
}
