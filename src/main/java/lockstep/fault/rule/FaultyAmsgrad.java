package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Amsgrad;
import lockstep.optim.Step;

/** {@link Amsgrad} with the faults of Adam's family and its own. */
record FaultyAmsgrad(Amsgrad right, Faults faults) implements FaultyOptimizer {

    @Override
    public double initialState(int index) {
        return index == 1 ? FaultyRules.firstSquares(right.initialState(1), faults) : right.initialState(index);
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        FaultyMoments moments = new FaultyMoments(right.beta1(), right.beta2(), faults);
        double beta2 = moments.beta2();
        double epsilon = moments.epsilon(right.epsilon(), step);
        double a = moments.size(step, right.epsilon());
        double correction = moments.secondCorrection(step);
        double[] m = state[0];
        double[] v = state[1];
        double[] u = state[2];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            m[i] = moments.mean(m[i], g);
            v[i] = FaultyRules.squares(v[i], g, beta2, step, faults);
            double squares;
            if (faults.has(Fault.MAXIMUM_IGNORED)) {
                squares = v[i];
            } else if (faults.has(Fault.MAXIMUM_OF_CORRECTED)) {
                u[i] = Math.max(u[i], v[i] / correction);
                squares = u[i] * correction; // the step size corrects it once more
            } else {
                u[i] = Math.max(u[i], v[i]);
                squares = u[i];
            }
            w[i] -= a * m[i] / FaultyRules.divisor(squares, epsilon, faults);
            if (faults.has(Fault.ROOT_IN_PLACE)) {
                u[i] = Math.sqrt(u[i]);
            }
        }
    }
}
