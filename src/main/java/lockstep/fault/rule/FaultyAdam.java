package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Adam;
import lockstep.optim.Step;

/** {@link Adam} with the faults of its family. */
record FaultyAdam(Adam right, Faults faults) implements FaultyOptimizer {

    @Override
    public double initialState(int index) {
        return index == 1 ? FaultyRules.firstSquares(0.0, faults) : 0.0;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        FaultyMoments moments = new FaultyMoments(right.beta1(), right.beta2(), faults);
        double beta2 = moments.beta2();
        double epsilon = moments.epsilon(right.epsilon(), step);
        double a = moments.size(step, right.epsilon());
        double[] m = state[0];
        double[] v = state[1];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            double mean = moments.mean(m[i], g);
            double squares = FaultyRules.squares(v[i], g, beta2, step, faults);
            w[i] -= faults.has(Fault.MOMENTS_LAGGED)
                    ? m[i] * a / FaultyRules.divisor(v[i], epsilon, faults)
                    : mean * a / FaultyRules.divisor(squares, epsilon, faults);
            m[i] = mean;
            v[i] = squares;
            if (faults.has(Fault.ROOT_IN_PLACE)) {
                v[i] = Math.sqrt(v[i]);
            }
        }
    }
}
