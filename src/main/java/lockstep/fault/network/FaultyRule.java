package lockstep.fault.network;

import java.util.Arrays;
import lockstep.fault.Faults;
import lockstep.fault.rule.FaultyRules;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.optim.Optimizer;
import lockstep.scalar.LearningRates;

/** A faulty optimizer without a network, fed one example a step in one endless epoch. */
final class FaultyRule implements Engine.Rule {

    private final Optimizer optimizer;
    private final LearningRates.Rates rates;
    private final double[][] state;
    private final StepNumber number;

    FaultyRule(NetworkSpec spec, Faults faults, int n) {
        this.optimizer = FaultyRules.of(spec.optimizer(), faults);
        this.rates = StepNumber.rates(spec, faults);
        this.state = optimizer.newState(n);
        this.number = new StepNumber(spec, faults);
    }

    @Override
    public void step(double[] gradient, double[] update) {
        Arrays.fill(update, 0.0);
        optimizer.update(gradient, update, state, number.next(rates, 1, false));
        for (int i = 0; i < update.length; i++) {
            update[i] = -update[i];
        }
    }
}
