package lockstep.optim;

/**
 * AdaMax: Adam with the largest recent gradient instead of the root of the mean square.
 *
 * <pre>
 *   a  = learningRate / (1 - beta1^t)
 *   m  = beta1 * m + (1 - beta1) * g
 *   s  = max(beta2 * s, |g|) + 1e-32
 *   w -= m * a / s
 * </pre>
 *
 * <p>As in the paper, but for the 1e-32 with which DL4J keeps {@code s} away from 0 (PyTorch has {@code max(beta2 * s, |g| +
 * epsilon)}, Keras divides by {@code s + epsilon}). Epsilon plays no part, except that DL4J takes it as the step size where
 * {@code a} comes out as 0 or not finite, and so does this rule.
 *
 * <p>DL4J twin: {@code AdaMax}. Paper: Kingma, Ba, "Adam: a method for stochastic optimization" (2015), section 7.1.
 *
 * @param learningRate about the largest change of a weight in one step
 * @param beta1 how slowly the mean of the gradients forgets
 * @param beta2 how slowly their maximum forgets
 * @param epsilon the step size where {@code a} gives none
 */
public record Adamax(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    public Adamax {
        Require.positive("learning_rate", learningRate);
        Require.fraction("beta1", beta1);
        Require.fraction("beta2", beta2);
        Require.notNegative("epsilon", epsilon);
    }

    /** With the betas and the epsilon of DL4J's {@code AdaMax}. */
    public Adamax(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8);
    }

    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double[] m = state[0];
        double[] s = state[1];
        double a = step.orElse(step.learningRate() / step.correction(beta1), epsilon);
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            m[i] = beta1 * m[i] + g * (1.0 - beta1);
            s[i] = Math.max(beta2 * s[i], Math.abs(g)) + 1e-32;
            w[i] -= m[i] * a / s[i];
        }
    }
}
