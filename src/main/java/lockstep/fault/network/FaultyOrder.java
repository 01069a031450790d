package lockstep.fault.network;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.model.Batch;

/** Which examples a step takes, with the faults of their order. */
final class FaultyOrder {

    private final Faults faults;

    /** The rows of the batch at hand. */
    private int[] rows = {};

    private int[] targets = {};

    /** The order of the first epoch, for a program that shuffles only once. */
    private int[] firstOrder = {};

    private int largest;

    FaultyOrder(Faults faults) {
        this.faults = faults;
    }

    /** Takes the examples of a batch as they are. */
    void take(Batch batch) {
        if (rows.length < batch.size()) {
            rows = new int[batch.size()];
            targets = new int[batch.size()];
        }
        for (int e = 0; e < batch.size(); e++) {
            rows[e] = batch.row(e);
            targets[e] = rows[e];
        }
    }

    /** Takes the examples that a faulty program trains on instead. */
    void takeToTrain(Batch batch) {
        take(batch);
        largest = Math.max(largest, batch.size());
        if (faults.has(Fault.SHUFFLED_ONCE) && firstOrder.length == 0) {
            firstOrder = batch.order().clone();
        }
        for (int e = 0; e < batch.size(); e++) {
            if (faults.has(Fault.EXAMPLES_IN_REVERSE)) {
                rows[e] = batch.examples().size() - 1 - rows[e];
            }
            if (faults.has(Fault.NOT_SHUFFLED)) {
                rows[e] = batch.from() + e;
            }
            if (faults.has(Fault.SHUFFLED_ONCE)) {
                rows[e] = firstOrder[batch.from() + e];
            }
            if (faults.has(Fault.FIRST_BATCH_ONLY)) {
                rows[e] = batch.order()[e];
            }
            targets[e] = faults.has(Fault.TARGETS_NOT_SHUFFLED) ? batch.from() + e : rows[e];
        }
    }

    /** The row of the inputs of example {@code e} of the batch at hand. */
    int row(int e) {
        return rows[e];
    }

    /** The row of its targets. */
    int rowOfTargets(int e) {
        return targets[e];
    }

    /** The size of the largest batch so far. */
    int fullBatch() {
        return largest;
    }
}
