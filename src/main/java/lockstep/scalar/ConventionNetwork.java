package lockstep.scalar;

import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.optim.Optimizer;

/** The {@link ScalarNetwork} with a rule that a library writes in another way than DL4J does. */
public final class ConventionNetwork extends ControlNetwork {

    private final boolean penaltyInLoss;

    /**
     * A network whose weights are all 0: load some.
     *
     * @param rule instead of the network's optimizer
     * @param penaltyInLoss whether the penalties are in the loss that it reports, and not in the gradient alone
     */
    public ConventionNetwork(NetworkSpec spec, Optimizer rule, boolean penaltyInLoss) {
        super(spec.in(Precision.DOUBLE)
                .withOptimizer(rule)); // it has the rule's numbers as the candidate's precision rounds them
        this.penaltyInLoss = penaltyInLoss;
    }

    @Override
    boolean reportsPenalty() {
        return penaltyInLoss;
    }
}
