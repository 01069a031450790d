package lockstep.scalar;

import lockstep.model.Loss;

/** The loss functions of one example: its answer {@code y} against its target {@code t}, and the derivative by y. */
public final class Losses {

    private Losses() {}

    /** The loss of the answer {@code y}; its target begins at {@code at} in {@code targets}. */
    public static double value(Loss loss, double[] y, double[] targets, int at) {
        double sum = 0.0;
        switch (loss) {
            case HALF_SQUARED_ERROR -> { // sum of 1/2 (y - t)^2
                for (int j = 0; j < y.length; j++) {
                    double error = y[j] - targets[at + j];
                    sum += 0.5 * error * error;
                }
            }
            case MEAN_SQUARED_ERROR -> { // sum of (y - t)^2, divided by the outputs
                for (int j = 0; j < y.length; j++) {
                    double error = y[j] - targets[at + j];
                    sum += error * error;
                }
                sum /= y.length;
            }
        }
        return sum;
    }

    /** {@code delta[j] = dLoss/dy[j]}. */
    public static void derivative(Loss loss, double[] y, double[] targets, int at, double[] delta) {
        switch (loss) {
            case HALF_SQUARED_ERROR -> { // y - t
                for (int j = 0; j < y.length; j++) {
                    delta[j] = y[j] - targets[at + j];
                }
            }
            case MEAN_SQUARED_ERROR -> { // 2 (y - t), divided by the outputs
                for (int j = 0; j < y.length; j++) {
                    delta[j] = 2.0 * (y[j] - targets[at + j]) / y.length;
                }
            }
        }
    }
}
