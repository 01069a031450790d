package lockstep.optim;

/**
 * AdaBelief: Adam that divides by how far the gradient is from the expected one.
 *
 * <pre>
 *   a  = learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)
 *   m  = beta1 * m + (1 - beta1) * g
 *   s  = beta2 * s + (1 - beta2) * (g - m)^2 + epsilon
 *   w -= m * a / (sqrt(s) + epsilon)
 * </pre>
 *
 * <p>Epsilon is added twice, as in the paper's Algorithm 2: inside {@code s}, where it accumulates from step to step, and to its
 * root. As in {@link Adam}, the corrections are in the step size, so the second epsilon is added to the root of the uncorrected
 * {@code s}.
 *
 * <p>DL4J twin: {@code AdaBelief}, whose arithmetic is right but which cannot be used in a {@code MultiLayerNetwork} as
 * released; it is wrapped there. Paper: Zhuang et al., "AdaBelief optimizer: adapting stepsizes by the belief in observed
 * gradients" (2020).
 *
 * @param learningRate about the largest change of a weight in one step
 * @param beta1 how slowly the mean of the gradients forgets
 * @param beta2 how slowly the mean of the squared surprises forgets
 * @param epsilon keeps the divisor away from 0
 */
public record Adabelief(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    public Adabelief {
        Require.positive("learning_rate", learningRate);
        Require.fraction("beta1", beta1);
        Require.fraction("beta2", beta2);
        Require.notNegative("epsilon", epsilon);
    }

    /** With the betas and the epsilon of DL4J's {@code AdaBelief}. */
    public Adabelief(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-14);
    }

    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double[] m = state[0];
        double[] s = state[1];
        double a = step.adamSize(beta1, beta2, epsilon);
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            m[i] = beta1 * m[i] + g * (1.0 - beta1);
            double surprise = g - m[i];
            s[i] = beta2 * s[i] + surprise * surprise * (1.0 - beta2) + epsilon;
            w[i] -= m[i] * a / (Math.sqrt(s[i]) + epsilon);
        }
    }
}
