package lockstep.scalar;

import lockstep.model.Activation;
import lockstep.model.Loss;

/** The loss functions of one example: its answer {@code y} against its target {@code t}, and the derivative by y. */
public final class Losses {

    /** How near to 0 and 1 an answer counts in binary cross-entropy. */
    private static final double BINARY_CLIP = 1e-5;

    /** And in cross-entropy after softmax. */
    private static final double SOFTMAX_CLIP = 1e-10;

    private Losses() {}

    /** The loss of the answer {@code y}; its target begins at {@code at} in {@code targets}. */
    public static double value(Loss loss, Activation output, double[] y, double[] targets, int at) {
        return switch (loss) {
            case HALF_SQUARED_ERROR -> halfSquaredError(y, targets, at);
            case SQUARED_ERROR -> squaredError(y, targets, at);
            case MEAN_SQUARED_ERROR -> squaredError(y, targets, at) / y.length;
            case ABSOLUTE_ERROR -> absoluteError(y, targets, at);
            case MEAN_ABSOLUTE_ERROR -> absoluteError(y, targets, at) / y.length;
            case BINARY_CROSS_ENTROPY -> binaryCrossEntropy(y, targets, at);
            case CROSS_ENTROPY -> crossEntropy(output == Activation.SOFTMAX, y, targets, at);
            case HINGE -> hinge(y, targets, at);
        };
    }

    /** The sum of {@code 1/2 (y - t)^2}. */
    private static double halfSquaredError(double[] y, double[] targets, int at) {
        double sum = 0.0;
        for (int j = 0; j < y.length; j++) {
            double error = y[j] - targets[at + j];
            sum += 0.5 * error * error;
        }
        return sum;
    }

    /** The sum of {@code (y - t)^2}. */
    private static double squaredError(double[] y, double[] targets, int at) {
        double sum = 0.0;
        for (int j = 0; j < y.length; j++) {
            double error = y[j] - targets[at + j];
            sum += error * error;
        }
        return sum;
    }

    /** The sum of {@code |y - t|}. */
    private static double absoluteError(double[] y, double[] targets, int at) {
        double sum = 0.0;
        for (int j = 0; j < y.length; j++) {
            sum += Math.abs(y[j] - targets[at + j]);
        }
        return sum;
    }

    /** The sum of {@code -(t ln q + (1 - t) ln(1 - q))}, q being y clipped. */
    private static double binaryCrossEntropy(double[] y, double[] targets, int at) {
        double sum = 0.0;
        for (int j = 0; j < y.length; j++) {
            double t = targets[at + j];
            double q = clip(y[j], BINARY_CLIP);
            sum -= t * StrictMath.log(q) + (1.0 - t) * StrictMath.log(1.0 - q);
        }
        return sum;
    }

    /** The sum of {@code -t ln y}, y being clipped after softmax. */
    private static double crossEntropy(boolean clipped, double[] y, double[] targets, int at) {
        double sum = 0.0;
        for (int j = 0; j < y.length; j++) {
            sum -= targets[at + j] * StrictMath.log(clipped ? clip(y[j], SOFTMAX_CLIP) : y[j]);
        }
        return sum;
    }

    /** The sum of {@code max(0, 1 - t y)}. */
    private static double hinge(double[] y, double[] targets, int at) {
        double sum = 0.0;
        for (int j = 0; j < y.length; j++) {
            sum += Math.max(0.0, 1.0 - targets[at + j] * y[j]);
        }
        return sum;
    }

    /** {@code delta[j] = dLoss/dy[j]}. */
    public static void derivative(Loss loss, double[] y, double[] targets, int at, double[] delta) {
        switch (loss) {
            case HALF_SQUARED_ERROR -> errors(y, targets, at, delta); // y - t
            case SQUARED_ERROR, MEAN_SQUARED_ERROR -> { // 2 (y - t)
                for (int j = 0; j < y.length; j++) {
                    delta[j] = 2.0 * (y[j] - targets[at + j]);
                }
            }
            case ABSOLUTE_ERROR, MEAN_ABSOLUTE_ERROR -> { // 1 above the target, -1 below, 0 at it
                for (int j = 0; j < y.length; j++) {
                    delta[j] = Math.signum(y[j] - targets[at + j]);
                }
            }
            case BINARY_CROSS_ENTROPY -> { // (q - t) / (q (1 - q)), q being y clipped
                for (int j = 0; j < y.length; j++) {
                    double q = clip(y[j], BINARY_CLIP);
                    delta[j] = (q - targets[at + j]) / (q * (1.0 - q));
                }
            }
            case CROSS_ENTROPY -> { // -t / y
                for (int j = 0; j < y.length; j++) {
                    delta[j] = -targets[at + j] / y[j];
                }
            }
            case HINGE -> { // -t, or 0 where the answer is on the right side by 1 or more
                for (int j = 0; j < y.length; j++) {
                    double t = targets[at + j];
                    delta[j] = 1.0 - t * y[j] > 0.0 ? -t : 0.0;
                }
            }
        }
        if (isMean(loss)) {
            for (int j = 0; j < y.length; j++) {
                delta[j] /= y.length;
            }
        }
    }

    /**
     * {@code y[j] - t[j]}: also what cross-entropy's derivative, -t / y, and softmax's come to together. The short form stays right
     * where y is 0.
     */
    public static void errors(double[] y, double[] targets, int at, double[] delta) {
        for (int j = 0; j < y.length; j++) {
            delta[j] = y[j] - targets[at + j];
        }
    }

    /** An output nearer to its target than the dead zone is wide has no error: {@code delta[j] = 0 where |y[j] - t[j]| < zone}. */
    public static void forgive(double zone, double[] y, double[] targets, int at, double[] delta) {
        if (zone == 0.0) {
            return;
        }
        for (int j = 0; j < y.length; j++) {
            if (Math.abs(y[j] - targets[at + j]) < zone) {
                delta[j] = 0.0;
            }
        }
    }

    private static boolean isMean(Loss loss) {
        return loss == Loss.MEAN_SQUARED_ERROR || loss == Loss.MEAN_ABSOLUTE_ERROR;
    }

    private static double clip(double y, double epsilon) {
        return Math.min(1.0 - epsilon, Math.max(epsilon, y));
    }
}
