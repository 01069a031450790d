package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Step;

/** {@link BpnnMomentum} with the faults of momentum. */
record FaultyBpnnMomentum(BpnnMomentum right, Faults faults) implements FaultyOptimizer {

    /** The memory, and the memory before it. */
    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = FaultyRules.gradientRate(step, right.momentum(), faults);
        double momentum = FaultyRules.momentum(right.momentum(), step.learningRate(), faults);
        double[] last = state[0];
        double[] older = state[1];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            double remembered = last[i];
            if (faults.has(Fault.MOMENTUM_LAGGED)) {
                remembered = older[i];
                older[i] = last[i];
            }
            w[i] = w[i] - rate * g - momentum * remembered;
            last[i] = faults.has(Fault.MEMORY_OF_CHANGE) ? rate * g + momentum * remembered : g;
        }
    }
}
