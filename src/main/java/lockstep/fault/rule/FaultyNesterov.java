package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Nesterov;
import lockstep.optim.Step;

/** {@link Nesterov} with the faults of momentum. */
record FaultyNesterov(Nesterov right, Faults faults) implements FaultyOptimizer {

    /** The velocity, and the one before it. */
    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = FaultyRules.gradientRate(step, right.momentum(), faults);
        double momentum = FaultyRules.momentum(right.momentum(), step.learningRate(), faults);
        double[] v = state[0];
        double[] older = state[1];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            double last = v[i];
            double remembered = last;
            if (faults.has(Fault.MOMENTUM_LAGGED)) {
                remembered = older[i];
                older[i] = last;
            }
            double repeated = momentum * remembered;
            v[i] = repeated - rate * g;
            double velocity = faults.has(Fault.MOVES_BEFORE_MEMORY) ? last : v[i];
            w[i] -= faults.has(Fault.NO_LOOK_AHEAD) ? -velocity : repeated - (1.0 + momentum) * velocity;
        }
    }
}
