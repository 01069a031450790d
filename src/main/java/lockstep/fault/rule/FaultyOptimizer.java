package lockstep.fault.rule;

import lockstep.fault.Faults;
import lockstep.optim.Optimizer;

/**
 * A rule with its faults: the right one, line by line, with an {@code if} next to the line that a fault changes. Without faults it
 * gives the same weights, bit for bit.
 */
interface FaultyOptimizer extends Optimizer {

    Optimizer right();

    Faults faults();

    @Override
    default double learningRate() {
        return right().learningRate();
    }

    @Override
    default int stateSize() {
        return right().stateSize();
    }

    @Override
    default double initialState(int index) {
        return right().initialState(index);
    }
}
