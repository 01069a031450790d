package lockstep.optim;

/**
 * Nadam: Adam with Nesterov's look ahead.
 *
 * <pre>
 *   q  = (1 - beta1) * g
 *   m  = beta1 * m + q
 *   v  = beta2 * v + (1 - beta2) * g^2
 *   w -= learningRate * (beta1 * m + q) / (1 - beta1^t) / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>As in DL4J, the second moment {@code v} is <em>not</em> corrected for its start at 0, so that the first step is about {@code
 * (1 + beta1) / sqrt(1 - beta2)} = 60 times the learning rate, where the paper's is about one. It also lacks the paper's momentum
 * schedule, which Keras and PyTorch have. Rates that suit other libraries' Nadam are far too large here.
 *
 * <p>DL4J twin: {@code Nadam}. Paper: Dozat, "Incorporating Nesterov momentum into Adam" (2016).
 *
 * @param learningRate the size of a step, once {@code v} has forgotten its start
 * @param beta1 how slowly the mean of the gradients forgets
 * @param beta2 how slowly the mean of their squares forgets
 * @param epsilon keeps the divisor away from 0
 */
public record Nadam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    public Nadam {
        Require.positive("learning_rate", learningRate);
        Require.fraction("beta1", beta1);
        Require.fraction("beta2", beta2);
        Require.notNegative("epsilon", epsilon);
    }

    /** With the betas and the epsilon of DL4J's {@code Nadam}. */
    public Nadam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8);
    }

    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = step.learningRate();
        double[] m = state[0];
        double[] v = state[1];
        double correction = step.correction(beta1);
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            double q = g * (1.0 - beta1);
            m[i] = beta1 * m[i] + q;
            v[i] = beta2 * v[i] + g * g * (1.0 - beta2);
            w[i] -= rate * ((m[i] * beta1 + q) / correction) / (Math.sqrt(v[i]) + epsilon);
        }
    }
}
