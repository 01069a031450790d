package lockstep.optim;

/**
 * Adam: momentum, divided by the recent size of the gradient, weight by weight.
 *
 * <pre>
 *   a  = learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)
 *   m  = beta1 * m + (1 - beta1) * g
 *   v  = beta2 * v + (1 - beta2) * g^2
 *   w -= a * m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>Epsilon is added to the root of the <em>uncorrected</em> v ("epsilon hat", the form just before section 2.1 of the paper;
 * TensorFlow and Keras have it too). The paper's Algorithm 1, which PyTorch and optax follow, adds it to the root of the
 * corrected v: there the same epsilon weighs less in the first steps. Where the step size {@code a} comes out as 0 or
 * not finite, DL4J takes epsilon in its place, and so does this rule.
 *
 * <p>DL4J twin: {@code Adam}. Paper: Kingma, Ba, "Adam: a method for stochastic optimization" (2015).
 *
 * @param learningRate about the largest change of a weight in one step
 * @param beta1 how slowly the mean of the gradients forgets
 * @param beta2 how slowly the mean of their squares forgets
 * @param epsilon keeps the divisor away from 0
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    public Adam {
        Require.positive("learning_rate", learningRate);
        Require.fraction("beta1", beta1);
        Require.fraction("beta2", beta2);
        Require.notNegative("epsilon", epsilon);
    }

    /** With the betas and the epsilon of DL4J's {@code Adam}. */
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8);
    }

    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double[] m = state[0];
        double[] v = state[1];
        double a = step.adamSize(beta1, beta2, epsilon);
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            m[i] = beta1 * m[i] + g * (1.0 - beta1);
            v[i] = beta2 * v[i] + g * g * (1.0 - beta2);
            w[i] -= m[i] * a / (Math.sqrt(v[i]) + epsilon);
        }
    }
}
