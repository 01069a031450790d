package lockstep.scalar;

import java.util.Arrays;
import java.util.Optional;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.optim.Optimizer;
import lockstep.optim.Step;

/** An optimizer with its schedule, without a network: it moves weights that are 0 before every step. */
final class ScalarRule implements Engine.Rule {

    private final Optimizer optimizer;
    private final LearningRates.Rates rates;
    private final double[][] state;
    private final Optional<MemoryRounding.Memory> memory;
    private final Step step = new Step();

    /** @param rounding of the memory, by a program of another precision */
    ScalarRule(NetworkSpec spec, int n, Optional<MemoryRounding> rounding) {
        this.optimizer = spec.optimizer();
        this.rates = LearningRates.of(spec);
        this.state = optimizer.newState(n);
        rounding.ifPresent(rounded -> rounded.roundPowers(step));
        this.memory = rounding.map(rounded -> rounded.of(state));
    }

    @Override
    public void step(double[] gradient, double[] update) {
        Arrays.fill(update, 0.0);
        step.next(rates.after(step.t()));
        optimizer.update(gradient, update, state, step);
        memory.ifPresent(MemoryRounding.Memory::round);
        for (int i = 0; i < update.length; i++) {
            update[i] = -update[i];
        }
    }
}
