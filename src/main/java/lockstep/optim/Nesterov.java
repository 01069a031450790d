package lockstep.optim;

/**
 * Nesterov's accelerated gradient: momentum that looks ahead.
 *
 * <pre>
 *   v' = momentum * v - learningRate * g
 *   w -= momentum * v - (1 + momentum) * v'
 * </pre>
 *
 * <p>The user sees the looked-ahead weights (Bengio's form), so the gradient is taken where the network is. The velocity {@code
 * v} points downhill. The very first step is {@code (1 + momentum) * learningRate * g}. Nesterov's own and Sutskever's form take
 * the gradient at {@code w + momentum * v} and report {@code w}; the two are the same path seen from two points, so their losses
 * differ at every step and only their ends agree.
 *
 * <p>DL4J twin: {@code Nesterovs} (whose one-argument constructor sets the momentum, not the rate). Papers: Nesterov (1983);
 * Bengio, Boulanger-Lewandowski, Pascanu, "Advances in optimizing recurrent networks" (2012).
 *
 * @param learningRate the size of a step for a gradient of 1
 * @param momentum how much of the last step is repeated: from 0 (plain descent) to just below 1
 */
public record Nesterov(double learningRate, double momentum) implements Optimizer {

    public Nesterov {
        Require.positive("learning_rate", learningRate);
        Require.fraction("momentum", momentum);
    }

    /** With the momentum of DL4J's {@code Nesterovs}. */
    public Nesterov(double learningRate) {
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
            double repeated = momentum * v[i];
            v[i] = repeated - rate * g;
            w[i] -= repeated - (1.0 + momentum) * v[i];
        }
    }
}
