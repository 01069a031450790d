package lockstep.fault.network;

import java.util.Arrays;
import lockstep.fault.Quantity;
import lockstep.model.Batch;

/** What a program may print instead of its loss, of the answers that its layers have computed for a batch. */
final class FaultyMeasures {

    private final FaultyLayer[] layers;
    private final FaultyOrder order;

    FaultyMeasures(FaultyLayer[] layers, FaultyOrder order) {
        this.layers = layers;
        this.order = order;
    }

    double mean(Quantity quantity, Batch batch) {
        double[][] y = layers[layers.length - 1].y;
        double[] t = batch.examples().targetValues();
        int outputs = batch.examples().outputs();
        double middle = quantity == Quantity.ACCURACY
                ? (Arrays.stream(t).min().orElseThrow() + Arrays.stream(t).max().orElseThrow()) / 2.0
                : 0.0;
        double sum = 0.0;
        for (int e = 0; e < batch.size(); e++) {
            int at = order.rowOfTargets(e) * outputs;
            sum += switch (quantity) {
                case ABSOLUTE_ERROR -> distance(y[e], t, at, false) / outputs;
                case SQUARED_ERROR -> distance(y[e], t, at, true) / outputs;
                case ACCURACY -> isRight(y[e], t, at, middle) ? 1.0 : 0.0;
                case LOSS, DATA_LOSS -> throw new IllegalArgumentException("a step reports its loss itself");
            };
        }
        return sum / batch.size();
    }

    private static double distance(double[] y, double[] t, int at, boolean squared) {
        double sum = 0.0;
        for (int j = 0; j < y.length; j++) {
            double error = y[j] - t[at + j];
            sum += squared ? error * error : Math.abs(error);
        }
        return sum;
    }

    /** The class is that of the largest output; one output has to be on its target's side of the middle. */
    private static boolean isRight(double[] y, double[] t, int at, double middle) {
        if (y.length == 1) {
            return (y[0] > middle) == (t[at] > middle);
        }
        int ofY = 0;
        int ofT = 0;
        for (int j = 1; j < y.length; j++) {
            ofY = y[j] > y[ofY] ? j : ofY;
            ofT = t[at + j] > t[at + ofT] ? j : ofT;
        }
        return ofY == ofT;
    }
}
