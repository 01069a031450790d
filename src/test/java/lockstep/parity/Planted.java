package lockstep.parity;

import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.NetworkSpec;

/** A right network whose step a fault then changes. */
class Planted extends DelegatingEngine {

    /** What a program makes of a step. */
    interface Fault {

        /**
         * Changes what a right program would have done.
         *
         * @param step since weights were first loaded, or last if only an undisturbed run has the fault; from 0
         * @param before the weights before it
         * @param after those after it, to be changed
         * @param last the change that the step before made
         */
        void change(int step, double[] before, double[] after, double[] last);
    }

    private final Fault fault;
    private final boolean undisturbed;
    private final boolean lossesAlone;
    private final double[] before;
    private final double[] after;
    private final double[] last;
    private int step;

    /**
     * @param undisturbed whether the fault begins anew with every load, so that no locked step shows it
     * @param lossesAlone whether the program tells nothing else
     */
    Planted(NetworkSpec network, Fault fault, boolean undisturbed, boolean lossesAlone) {
        super(network);
        this.fault = fault;
        this.undisturbed = undisturbed;
        this.lossesAlone = lossesAlone;
        this.before = new double[network.weightCount()];
        this.after = new double[before.length];
        this.last = new double[before.length];
    }

    @Override
    public boolean can(Ability ability) {
        return !lossesAlone;
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.empty();
    }

    @Override
    public void loadWeights(double[] weights) {
        if (step == 0 || !lossesAlone) {
            super.loadWeights(weights);
        }
        step = undisturbed ? 0 : step;
    }

    @Override
    public double step(Batch batch) {
        inner.readWeights(before);
        double loss = inner.step(batch);
        inner.readWeights(after);
        fault.change(step++, before, after, last);
        for (int i = 0; i < last.length; i++) {
            last[i] = after[i] - before[i];
        }
        inner.loadWeights(after);
        return loss;
    }
}
