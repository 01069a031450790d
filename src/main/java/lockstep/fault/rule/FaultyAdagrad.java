package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Adagrad;
import lockstep.optim.Step;

/** {@link Adagrad} with its faults. */
record FaultyAdagrad(Adagrad right, Faults faults) implements FaultyOptimizer {

    @Override
    public double initialState(int index) {
        return FaultyRules.firstSquares(right.initialState(index), faults);
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = step.learningRate();
        double epsilon = FaultyRules.epsilon(right.epsilon(), faults);
        double[] h = state[0];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            h[i] += g * g;
            w[i] -= rate * g / FaultyRules.divisor(h[i], epsilon, faults);
            if (faults.has(Fault.ROOT_IN_PLACE)) {
                h[i] = Math.sqrt(h[i]);
            }
        }
    }
}
