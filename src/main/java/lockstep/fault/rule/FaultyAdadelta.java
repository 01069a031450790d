package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Adadelta;
import lockstep.optim.Step;

/** {@link Adadelta} with its faults. */
record FaultyAdadelta(Adadelta right, Faults faults) implements FaultyOptimizer {

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rho = faults.has(Fault.DECAY_SWAPPED) ? 1.0 - right.rho() : right.rho();
        double[] a = state[0];
        double[] x = state[1];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            if (faults.has(Fault.SQUARES_ADDED_TWICE)) {
                a[i] += g * g;
            }
            a[i] = rho * a[i] + g * g * FaultyRules.ofSquare(rho, faults);
            double u = g * (root(x[i]) / root(a[i]));
            x[i] = rho * x[i] + u * u * (1.0 - rho);
            w[i] -= u;
        }
    }

    private double root(double squares) {
        return faults.has(Fault.EPSILON_OUTSIDE_ROOT)
                ? Math.sqrt(squares) + right.epsilon()
                : Math.sqrt(squares + right.epsilon());
    }
}
