package lockstep.optim;

/**
 * Adadelta: RMSProp whose learning rate is the recent size of its own steps.
 *
 * <pre>
 *   a  = rho * a + (1 - rho) * g^2
 *   u  = g * sqrt(x + epsilon) / sqrt(a + epsilon)
 *   x  = rho * x + (1 - rho) * u^2
 *   w -= u
 * </pre>
 *
 * <p>As in the paper: there is no learning rate, and epsilon is inside both roots, where it also sets the size of the first
 * steps. Keras and PyTorch multiply {@code u} by a learning rate (Keras: 0.001 by default, which slows it a thousand times).
 *
 * <p>DL4J twin: {@code AdaDelta}. Paper: Zeiler, "ADADELTA: an adaptive learning rate method" (2012).
 *
 * @param rho how slowly both means forget
 * @param epsilon the first steps grow from it
 */
public record Adadelta(double rho, double epsilon) implements Optimizer {

    public Adadelta {
        Require.fraction("rho", rho);
        Require.notNegative("epsilon", epsilon);
    }

    /** With the rho and the epsilon of DL4J's {@code AdaDelta}. */
    public Adadelta() {
        this(0.95, 1e-6);
    }

    /** There is no learning rate: 1. */
    @Override
    public boolean hasLearningRate() {
        return false;
    }

    @Override
    public double learningRate() {
        return 1.0;
    }

    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double[] a = state[0];
        double[] x = state[1];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            a[i] = rho * a[i] + g * g * (1.0 - rho);
            double u = g * (Math.sqrt(x[i] + epsilon) / Math.sqrt(a[i] + epsilon));
            x[i] = rho * x[i] + u * u * (1.0 - rho);
            w[i] -= u;
        }
    }
}
