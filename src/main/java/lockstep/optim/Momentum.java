package lockstep.optim;

/**
 * Gradient descent with momentum (the heavy ball): a weight keeps moving the way it has been moving.
 *
 * <pre>
 *   v  = momentum * v + learningRate * g
 *   w -= v
 * </pre>
 *
 * <p>The learning rate is inside the velocity, as in Polyak, in Rumelhart, Hinton and Williams, and in Keras; PyTorch keeps
 * {@code v} free of it, which differs only when the rate changes during a run.
 *
 * <p>DL4J has no such updater (its {@code Nesterovs} is another rule): the twin is ours, and so no independent evidence.
 * Paper: Polyak, "Some methods of speeding up the convergence of iteration methods" (1964).
 *
 * @param learningRate the size of a step for a gradient of 1
 * @param momentum how much of the last step is repeated: from 0 (plain descent) to just below 1
 */
public record Momentum(double learningRate, double momentum) implements Optimizer {

    public Momentum {
        Require.positive("learning_rate", learningRate);
        Require.fraction("momentum", momentum);
    }

    /** With the momentum that DL4J's {@code Nesterovs} has by default. */
    public Momentum(double learningRate) {
        this(learningRate, 0.9);
    }

    @Override
    public boolean isLinear() {
        return true;
    }

    @Override
    public int stateSize() {
        return 1;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = step.learningRate();
        double[] v = state[0];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            v[i] = momentum * v[i] + rate * g;
            w[i] -= v[i];
        }
    }
}
