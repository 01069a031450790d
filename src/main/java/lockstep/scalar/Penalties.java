package lockstep.scalar;

import lockstep.model.Penalty;
import lockstep.optim.Optimizer;
import lockstep.optim.Step;

/** The cost of large weights: a term of the loss, and its part of a step. */
final class Penalties {

    private Penalties() {}

    /**
     * {@code l1 * sum |w| + (l2 + weightDecay) / 2 * sum w^2}, over the layer's weights and, with a penalty of their own, its
     * biases.
     */
    static double loss(Layer layer) {
        double ofWeights = loss(0.0, layer.spec.weightPenalty(), layer.w, 0, layer.biases());
        return loss(ofWeights, layer.spec.biasPenalty(), layer.w, layer.biases(), layer.w.length);
    }

    private static double loss(double before, Penalty penalty, double[] w, int from, int to) {
        double half = 0.5 * (penalty.l2() + penalty.weightDecay());
        double loss = before;
        for (int k = from; k < to; k++) {
            loss += penalty.l1() * Math.abs(w[k]) + half * w[k] * w[k];
        }
        return loss;
    }

    /**
     * Moves the layer's weights one step, by its gradient.
     *
     * <pre>
     *   g[k] += l1 * sign(w[k]) + l2 * w[k]           the penalties that pass through the optimizer (sign(0) being 0)
     *   w[k] -= what the optimizer makes of g
     *   w[k] -= learningRate * weightDecay * w[k]     with the w from before the step
     * </pre>
     *
     * <p>The learning rate is that of the step, by its schedule; it counts as 1 for an optimizer without one.
     */
    static void update(Layer layer, Optimizer optimizer, Step step) {
        prepare(layer, layer.spec.weightPenalty(), 0, layer.biases(), step);
        prepare(layer, layer.spec.biasPenalty(), layer.biases(), layer.w.length, step);
        optimizer.update(layer.g, layer.w, layer.state, step);
        double[] w = layer.w;
        double[] decay = layer.decay;
        for (int k = 0; k < w.length; k++) {
            w[k] -= decay[k];
        }
    }

    private static void prepare(Layer layer, Penalty penalty, int from, int to, Step step) {
        double[] w = layer.w;
        double[] g = layer.g;
        double[] decay = layer.decay;
        double decayRate = step.learningRate() * penalty.weightDecay();
        double l1 = penalty.l1();
        double l2 = penalty.l2();
        for (int k = from; k < to; k++) {
            decay[k] = decayRate * w[k];
        }
        if (l1 == 0.0) { // without signs, several times as fast
            for (int k = from; k < to; k++) {
                g[k] += l2 * w[k];
            }
        } else {
            for (int k = from; k < to; k++) {
                g[k] += l1 * Math.signum(w[k]) + l2 * w[k];
            }
        }
    }
}
