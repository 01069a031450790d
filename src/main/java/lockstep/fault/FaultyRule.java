package lockstep.fault;

import java.util.Arrays;
import lockstep.model.Engine;
import lockstep.optim.Optimizer;

/** A faulty optimizer without a network, fed one example a step in one endless epoch. */
final class FaultyRule implements Engine.Rule {

    private final Optimizer optimizer;
    private final double[][] state;
    private final StepNumber number;

    FaultyRule(Optimizer right, Faults faults, int n) {
        this.optimizer = FaultyRules.of(right, faults);
        this.state = optimizer.newState(n);
        this.number = new StepNumber(faults);
    }

    @Override
    public void step(double[] gradient, double[] update) {
        Arrays.fill(update, 0.0);
        optimizer.update(gradient, update, state, number.next(optimizer.learningRate(), 1, false));
        for (int i = 0; i < update.length; i++) {
            update[i] = -update[i];
        }
    }
}
