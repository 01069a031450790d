package lockstep.optim;

/**
 * Adagrad: each weight's rate falls with all the gradient it has ever had.
 *
 * <pre>
 *   h += g^2
 *   w -= learningRate * g / (sqrt(h) + epsilon)
 * </pre>
 *
 * <p>The sum {@code h} starts at 1e-6, whatever epsilon is: DL4J does so. The paper starts at 0 (then the first step has the
 * size of the learning rate for every weight, however small its gradient), TensorFlow and Keras at 0.1.
 *
 * <p>DL4J twin: {@code AdaGrad}. Paper: Duchi, Hazan, Singer, "Adaptive subgradient methods for online learning and stochastic
 * optimization" (2011).
 *
 * @param learningRate the size of the first step
 * @param epsilon keeps the divisor away from 0
 */
public record Adagrad(double learningRate, double epsilon) implements Optimizer {

    public Adagrad {
        Require.positive("learning_rate", learningRate);
        Require.notNegative("epsilon", epsilon);
    }

    /** With the epsilon of DL4J's {@code AdaGrad}. */
    public Adagrad(double learningRate) {
        this(learningRate, 1e-6);
    }

    @Override
    public int stateSize() {
        return 1;
    }

    @Override
    public double initialState(int index) {
        return 1e-6;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = step.learningRate();
        double[] h = state[0];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            h[i] += g * g;
            w[i] -= rate * g / (Math.sqrt(h[i]) + epsilon);
        }
    }
}
