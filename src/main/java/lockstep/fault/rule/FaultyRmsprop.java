package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Rmsprop;
import lockstep.optim.Step;

/** {@link Rmsprop} with its faults. */
record FaultyRmsprop(Rmsprop right, Faults faults) implements FaultyOptimizer {

    @Override
    public double initialState(int index) {
        return FaultyRules.firstSquares(right.initialState(index), faults);
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = step.learningRate();
        double epsilon = FaultyRules.epsilon(right.epsilon(), faults);
        double decay = faults.has(Fault.DECAY_SWAPPED) ? 1.0 - right.decay() : right.decay();
        double[] h = state[0];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            if (faults.has(Fault.SQUARES_ADDED_TWICE)) {
                h[i] += g * g;
            }
            h[i] = FaultyRules.squares(h[i], g, decay, step, faults);
            w[i] -= rate * g / FaultyRules.divisor(h[i], epsilon, faults);
            if (faults.has(Fault.ROOT_IN_PLACE)) {
                h[i] = Math.sqrt(h[i]);
            }
        }
    }
}
