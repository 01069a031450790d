package lockstep.fault.network;

import lockstep.fault.Fault;
import lockstep.fault.Faults;

/** The starting weights, with their faults. */
final class FaultyStart {

    private final Faults faults;

    FaultyStart(Faults faults) {
        this.faults = faults;
    }

    private boolean has(Fault fault) {
        return faults.has(fault);
    }

    /**
     * Gives the layers their weights.
     *
     * @param from the weights of all, in the order of {@link lockstep.model.Engine}
     */
    void load(double[] from, FaultyLayer[] layers) {
        int at = 0;
        for (FaultyLayer layer : layers) {
            for (int i = 0; i < layer.w.length; i++) {
                double[] row = layer.w[i];
                for (int j = 0; j < row.length; j++) {
                    row[j] = from[at + i * layer.units + j];
                    if (has(Fault.START_COLUMN_BY_COLUMN)) {
                        row[j] = from[at + j * layer.w.length + i];
                    }
                    if (has(Fault.EQUAL_START)) {
                        row[j] = from[0];
                    }
                    if (i == layer.inputs) {
                        row[j] = bias(row[j]);
                    } else if (has(Fault.OUTPUT_STARTS_AT_ZERO) && layer == layers[layers.length - 1]) {
                        row[j] = 0.0;
                    }
                    if (has(Fault.ZERO_START) || has(Fault.ONE_START)) {
                        row[j] = has(Fault.ZERO_START) ? 0.0 : 1.0;
                    }
                }
                if (has(Fault.STALE_WEIGHTS_DOWN)) {
                    System.arraycopy(row, 0, layer.lastW[i], 0, row.length);
                }
                if (has(Fault.SINGLE_PRECISION_WEIGHTS)) {
                    FaultyLayer.toSinglePrecision(row);
                }
            }
            at += layer.w.length * layer.units;
        }
    }

    private double bias(double right) {
        if (has(Fault.BIASES_START_AT_ZERO)) {
            return 0.0;
        }
        if (has(Fault.BIASES_START_AT_ONE)) {
            return 1.0;
        }
        return has(Fault.BIASES_START_AT_TENTH) ? 0.1 : right;
    }
}
