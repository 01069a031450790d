package lockstep.optim;

/**
 * AMSGrad: Adam whose divisor never falls.
 *
 * <pre>
 *   a  = learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)
 *   m  = beta1 * m + (1 - beta1) * g
 *   v  = beta2 * v + (1 - beta2) * g^2
 *   u  = max(u, v)
 *   w -= a * m / (sqrt(u) + epsilon)
 * </pre>
 *
 * <p>The maximum is that of the uncorrected {@code v}, as in DL4J, Keras and PyTorch, and the corrections are in the step size,
 * as in {@link Adam}; the paper's own algorithm has no bias correction at all.
 *
 * <p>DL4J twin: {@code AMSGrad}. Paper: Reddi, Kale, Kumar, "On the convergence of Adam and beyond" (2018).
 *
 * @param learningRate about the largest change of a weight in one step
 * @param beta1 how slowly the mean of the gradients forgets
 * @param beta2 how slowly the mean of their squares forgets
 * @param epsilon keeps the divisor away from 0
 */
public record Amsgrad(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    public Amsgrad {
        Require.positive("learning_rate", learningRate);
        Require.fraction("beta1", beta1);
        Require.fraction("beta2", beta2);
        Require.notNegative("epsilon", epsilon);
    }

    /** With the betas and the epsilon of DL4J's {@code AMSGrad}. */
    public Amsgrad(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8);
    }

    @Override
    public int stateSize() {
        return 3;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double[] m = state[0];
        double[] v = state[1];
        double[] u = state[2];
        double a = step.adamSize(beta1, beta2, epsilon);
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            m[i] = beta1 * m[i] + g * (1.0 - beta1);
            v[i] = beta2 * v[i] + g * g * (1.0 - beta2);
            u[i] = Math.max(u[i], v[i]);
            w[i] -= a * m[i] / (Math.sqrt(u[i]) + epsilon);
        }
    }
}
