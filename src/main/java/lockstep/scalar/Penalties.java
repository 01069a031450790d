package lockstep.scalar;

import lockstep.model.Penalty;
import lockstep.optim.Optimizer;
import lockstep.optim.Step;

/** What it costs the weights to be large: a term of the loss, and what it adds to a step. */
final class Penalties {

    private Penalties() {}

    /** {@code l1 * sum |w| + (l2 + weightDecay) / 2 * sum w^2}, over the layer's weights and, by a penalty of their own, biases. */
    static double loss(Layer layer) {
        double loss = 0.0;
        for (int i = 0; i < layer.w.length; i++) {
            Penalty penalty = layer.penalty(i);
            double half = 0.5 * (penalty.l2() + penalty.weightDecay());
            for (double w : layer.w[i]) {
                loss += penalty.l1() * Math.abs(w) + half * w * w;
            }
        }
        return loss;
    }

    /**
     * Moves row i of the layer's weights, those of input i, one step.
     *
     * <pre>
     *   g[j] += l1 * sign(w[j]) + l2 * w[j]           the penalties that pass through the optimizer (sign(0) being 0)
     *   w[j] -= what the optimizer makes of g
     *   w[j] -= learningRate * weightDecay * w[j]     with the w from before the step
     * </pre>
     *
     * <p>The learning rate is that of the step, by its schedule; it counts as 1 for an optimizer that has none.
     *
     * @param g the gradient, changed in place
     */
    static void update(Layer layer, int i, double[] g, Optimizer optimizer, Step step) {
        Penalty penalty = layer.penalty(i);
        double[] w = layer.w[i];
        double[] decay = layer.decay;
        double decayRate = step.learningRate() * penalty.weightDecay();
        for (int j = 0; j < w.length; j++) {
            g[j] += penalty.l1() * Math.signum(w[j]) + penalty.l2() * w[j];
            decay[j] = decayRate * w[j];
        }
        optimizer.update(g, w, layer.state[i], step);
        for (int j = 0; j < w.length; j++) {
            w[j] -= decay[j];
        }
    }
}
