package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Momentum;
import lockstep.optim.Step;

/** {@link Momentum} with the faults of momentum. */
record FaultyMomentum(Momentum right, Faults faults) implements FaultyOptimizer {

    /** The velocity, and the one before it. */
    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = FaultyRules.gradientRate(step, right.momentum(), faults);
        double momentum = FaultyRules.momentum(right.momentum(), step.learningRate(), faults);
        boolean outside = faults.has(Fault.RATE_OUTSIDE_VELOCITY);
        if (outside) { // the velocity is then one of gradients
            rate /= step.learningRate();
        }
        double[] v = state[0];
        double[] older = state[1];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            double remembered = v[i];
            if (faults.has(Fault.MOMENTUM_LAGGED)) {
                remembered = older[i];
                older[i] = v[i];
            }
            double change = momentum * remembered + rate * g;
            double move = faults.has(Fault.MOVES_BEFORE_MEMORY) ? v[i] : change;
            w[i] -= outside ? step.learningRate() * move : move;
            if (faults.has(Fault.LOOKS_AHEAD)) {
                w[i] -= momentum * change - momentum * v[i];
            }
            v[i] = faults.has(Fault.MEMORY_OF_GRADIENT) ? g : change;
        }
    }
}
