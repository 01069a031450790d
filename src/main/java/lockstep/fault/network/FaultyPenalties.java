package lockstep.fault.network;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
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
            double factor = faults.has(Fault.PENALTY_LOSS_DOUBLED) ? 1.0 : 0.5;
            double half = factor * (penalty.l2() + penalty.weightDecay());
            for (double w : layer.w[i]) {
                loss += penalty.l1() * Math.abs(w) + half * w * w;
            }
        }
        return loss;
    }

    /**
     * Moves a row of weights one step: l1 and l2 through the optimizer, weight decay apart from it.
     *
     * @param g the row of the gradient; the penalty's is added
     * @param w the weights that the program changes, which need not be those of row i
     * @param factor what the program multiplies its penalties by
     */
    static void update(
            FaultyLayer layer, int i, double[] g, double[] w, Optimizer rule, Step step, Faults faults, double factor) {
        Penalty penalty = penalty(layer, i, faults);
        boolean swapped = faults.has(Fault.DECAY_COUPLING);
        double l1 = penalty.l1() * factor;
        double l2 = (swapped ? penalty.weightDecay() : penalty.l2()) * factor;
        if (faults.has(Fault.PENALTY_TWICE)) {
            l2 *= 2.0;
        }
        double rate = faults.has(Fault.DECAY_WITHOUT_RATE) ? 1.0 : step.learningRate();
        double decayRate = rate * (swapped ? penalty.l2() : penalty.weightDecay()) * factor;
        double[] decay = layer.decay;
        for (int j = 0; j < w.length; j++) {
            g[j] += l1 * Math.signum(w[j]) + l2 * w[j];
            decay[j] = decayRate * w[j];
        }
        rule.update(g, w, layer.state[i], step);
        for (int j = 0; j < w.length; j++) {
            w[j] -= faults.has(Fault.DECAY_OF_NEW_WEIGHTS) ? decayRate * w[j] : decay[j];
        }
    }

    private static Penalty penalty(FaultyLayer layer, int i, Faults faults) {
        if (faults.has(Fault.PENALTY_NOT_ON_BIASES) && i == layer.inputs) {
            return Penalty.NONE;
        }
        boolean weight = i < layer.inputs || faults.has(Fault.PENALTY_ON_BIASES);
        return weight ? layer.weightPenalty : layer.biasPenalty;
    }
}
