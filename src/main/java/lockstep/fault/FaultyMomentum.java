package lockstep.fault;

import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Step;

/** {@link Momentum} with the faults of momentum. */
record FaultyMomentum(Momentum right, Faults faults) implements Optimizer {

    @Override
    public double learningRate() {
        return right.learningRate();
    }

    /** The velocity, and the one before it. */
    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        double rate = FaultyRules.gradientRate(step.learningRate(), right.momentum(), faults);
        double momentum = FaultyRules.momentum(right.momentum(), step.learningRate(), faults);
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
            w[i] -= faults.has(Fault.MOVES_BEFORE_MEMORY) ? v[i] : change;
            v[i] = faults.has(Fault.MEMORY_OF_GRADIENT) ? g : change;
        }
    }
}
