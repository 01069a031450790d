package lockstep.optim;

/**
 * RMSProp: the gradient, divided by its own recent size.
 *
 * <pre>
 *   h  = decay * h + (1 - decay) * g^2
 *   w -= learningRate * g / (sqrt(h) + epsilon)
 * </pre>
 *
 * <p>The mean {@code h} starts at epsilon, as in DL4J; elsewhere it starts at 0. PyTorch adds epsilon outside the root as here,
 * TensorFlow 1 inside it, which for small gradients is another rule.
 *
 * <p>DL4J twin: {@code RmsProp}. Source: Tieleman, Hinton, "Lecture 6.5: rmsprop", Neural Networks for Machine Learning (2012).
 *
 * @param learningRate about the size of a step
 * @param decay how slowly the mean of the squares forgets
 * @param epsilon keeps the divisor away from 0
 */
public record Rmsprop(double learningRate, double decay, double epsilon) implements Optimizer {

    public Rmsprop {
        Require.positive("learning_rate", learningRate);
        Require.fraction("decay", decay);
        Require.notNegative("epsilon", epsilon);
    }

    /** With the decay and the epsilon of DL4J's {@code RmsProp}. */
    public Rmsprop(double learningRate) {
        this(learningRate, 0.95, 1e-8);
    }

    @Override
    public int stateSize() {
        return 1;
    }

    @Override
    public double initialState(int index) {
        return epsilon;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = step.learningRate();
        double[] h = state[0];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            h[i] = h[i] * decay + g * g * (1.0 - decay);
            w[i] -= rate * g / (Math.sqrt(h[i]) + epsilon);
        }
    }
}
