package lockstep.optim;

/**
 * Stochastic gradient descent: every weight a step down its gradient.
 *
 * <pre>
 *   w -= learningRate * g
 * </pre>
 *
 * <p>DL4J twin: {@code Sgd}. Paper: Robbins, Monro, "A stochastic approximation method" (1951).
 *
 * @param learningRate the size of a step for a gradient of 1
 */
public record Sgd(double learningRate) implements Optimizer {

    public Sgd {
        Require.positive("learning_rate", learningRate);
    }

    @Override
    public boolean isLinear() {
        return true;
    }

    @Override
    public int stateSize() {
        return 0;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = step.learningRate();
        for (int i = 0; i < w.length; i++) {
            w[i] -= rate * gradient[i];
        }
    }
}
