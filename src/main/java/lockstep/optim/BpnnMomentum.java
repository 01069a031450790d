package lockstep.optim;

/**
 * The momentum of bpnn.py: the step remembers the last <em>gradient</em>, not the last step.
 *
 * <pre>
 *   w = w - learningRate * g(t) - momentum * g(t-1)
 * </pre>
 *
 * <p>bpnn.py writes {@code w = w + N*change + M*c} with {@code change} the downhill direction, so N is {@code learningRate} and M
 * is {@code momentum}; as there, the two are subtracted one after the other, not as a sum. Nothing accumulates: with M = 0 it is
 * plain descent, else plain descent at about the rate N + M with a delay of one step. Textbook momentum is {@link Momentum}.
 *
 * <p>DL4J has no such updater: the twin is ours. Source: Neil Schemenauer, bpnn.py.
 *
 * @param learningRate N, the factor of the present gradient
 * @param momentum M, the factor of the gradient before it
 */
public record BpnnMomentum(double learningRate, double momentum) implements Optimizer {

    public BpnnMomentum {
        Require.positive("learning_rate", learningRate);
        Require.notNegative("momentum", momentum);
    }

    /** With bpnn.py's own M. */
    public BpnnMomentum(double learningRate) {
        this(learningRate, 0.1);
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
        double[] last = state[0];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            w[i] = w[i] - rate * g - momentum * last[i];
            last[i] = g;
        }
    }
}
