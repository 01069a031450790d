package lockstep.parity.bound;

import lockstep.model.Activation;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;

/**
 * The losses: from an answer {@code y +- e(y)} and its target, which is exact, to the loss and to {@code s = dLoss/dy}, with their
 * errors. An object adds up the losses of a batch.
 */
final class LossBound {

    /** How near to 0 and 1 an answer counts in binary cross-entropy. */
    private static final double BINARY_CLIP = 1e-5;

    /** And in the loss, but not in the derivative, of cross-entropy after softmax. */
    private static final double SOFTMAX_CLIP = 1e-10;

    private final Loss loss;
    private final boolean afterSoftmax;
    private final int outputs;
    private final double deadZone;
    private final double u;

    /** By what the sum over the outputs is multiplied: a half, 1, or one over the outputs. */
    private final double factor;

    // Of the batch so far: sum of |loss|, of the squares of its terms' errors, and of the errors that do not even
    // out: those of roundings that all outputs share, and those of examples at a jump.
    private double size;
    private double squares;
    private double common;
    private double jumps;

    // Of the output that was looked at last.
    private double value;
    private double valueError;
    private double commonError;
    private double derivative;
    private double derivativeError;
    private boolean kink;

    LossBound(NetworkSpec network, double u) {
        Activation output = network.layers().get(network.layers().size() - 1).activation();
        this.loss = network.loss();
        this.afterSoftmax = loss == Loss.CROSS_ENTROPY && output == Activation.SOFTMAX;
        this.outputs = network.outputs();
        this.deadZone = network.heuristics().errorDeadZone();
        this.u = u;
        this.factor = switch (loss) {
            case HALF_SQUARED_ERROR -> 0.5;
            case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR -> 1.0 / outputs;
            case SQUARED_ERROR, ABSOLUTE_ERROR, BINARY_CROSS_ENTROPY, CROSS_ENTROPY, HINGE -> 1.0;
        };
    }

    /** Whether {@code s} is dLoss/dz already: cross-entropy's derivative and softmax's cancel out, to {@code y - t}. */
    boolean passesSoftmax() {
        return afterSoftmax;
    }

    void start() {
        size = 0.0;
        squares = 0.0;
        common = 0.0;
        jumps = 0.0;
    }

    /**
     * Looks at an example.
     *
     * @param layer the last, whose {@code s} and {@code e(s)} are filled
     * @param alike the weight of this example's squares
     * @param plain whether a unit stood at a jump before: then the errors of this example do not even out with others'
     * @return how many outputs stand at a kink of the loss
     */
    int add(LayerErrors layer, int e, double[] targets, int at, double alike, boolean plain) {
        double[] y = layer.y[e];
        double[] yError = layer.yError[e];
        int kinks = 0;
        double sumOfErrors = 0.0;
        double sumOfSquares = 0.0;
        for (int j = 0; j < outputs; j++) {
            look(y[j], yError[j], targets[at + j]);
            layer.s[e][j] = derivative;
            layer.sError[e][j] = derivativeError;
            size += Math.abs(value);
            common += commonError;
            sumOfErrors += valueError;
            sumOfSquares += alike * layer.alike[j] * valueError * valueError;
            kinks += kink ? 1 : 0;
        }
        if (plain) {
            jumps += sumOfErrors;
        } else {
            squares += sumOfSquares;
        }
        return kinks;
    }

    /**
     * The bound of the sum over a batch.
     *
     * <pre>
     *   e(sum) = rss of the terms' errors + (n + 2) u sum |term|
     * </pre>
     *
     * <p>Here the worst case's n, for the number of terms, and not its root: a network of equal answers, as one is that begins at
     * 0, has equal losses, and the roundings of a sum of equal terms all go one way.
     */
    double ofSum(int examples) {
        return Math.sqrt(squares) + common + jumps + ((double) examples * outputs + 2.0) * u * size;
    }

    /** {@code sum |loss|} over the batch. */
    double size() {
        return size;
    }

    /** What of {@link #ofSum} is there because a unit stood at a jump. */
    double ofJumps() {
        return jumps;
    }

    private void look(double y, double e, double t) {
        kink = false;
        commonError = 0.0;
        switch (loss) {
            case HALF_SQUARED_ERROR, SQUARED_ERROR, MEAN_SQUARED_ERROR -> squaredError(y, e, t);
            case ABSOLUTE_ERROR, MEAN_ABSOLUTE_ERROR -> absoluteError(y, e, t);
            case BINARY_CROSS_ENTROPY -> binaryCrossEntropy(y, e, t);
            case CROSS_ENTROPY -> {
                if (afterSoftmax) {
                    crossEntropyOfSoftmax(y, e, t);
                } else {
                    crossEntropy(y, e, t);
                }
            }
            case HINGE -> hinge(y, e, t);
        }
        if (deadZone > 0.0) {
            forgive(Math.abs(y - t), e + u * Math.abs(y - t));
        }
    }

    /** {@code s = 0} where {@code |d| < zone}: at the zone's edge a kink, where s may be what it is outside, or 0. */
    private void forgive(double distance, double e) {
        if (Math.abs(distance - deadZone) <= e) {
            kink = true;
            derivativeError += Math.abs(derivative);
        } else if (distance < deadZone) {
            kink = false;
            derivative = 0.0;
            derivativeError = 0.0;
        }
    }

    /**
     * {@code f d^2} where {@code d = y - t}, {@code s = 2 f d}. The error of d is that of y and one rounding; that of its square
     * is {@code 2 |d| e(d) + e(d)^2}, of which the second part is all there is at the target.
     */
    private void squaredError(double y, double e, double t) {
        double d = y - t;
        double dError = e + u * Math.abs(d);
        value = factor * d * d;
        valueError = factor * (2.0 * Math.abs(d) + dError) * dError;
        derivative = 2.0 * factor * d;
        derivativeError = 2.0 * factor * dError + 2.0 * u * Math.abs(derivative);
    }

    /** {@code f |d|}, {@code s = f sign(d)}: a kink at the target, where s may be anything from -f to f. */
    private void absoluteError(double y, double e, double t) {
        double d = y - t;
        value = factor * Math.abs(d);
        valueError = factor * (e + u * Math.abs(d));
        derivative = factor * Math.signum(d);
        kink = e > 0.0 && Math.abs(d) <= e;
        derivativeError = kink ? 2.0 * factor : 2.0 * u * Math.abs(derivative);
    }

    /**
     * {@code -(t ln q + (1 - t) ln(1 - q))}, {@code s = (q - t) / (q (1 - q))}, q being y clipped. {@code e(q) = e(y) + u q},
     * the latter because a clip at {@code 1 - 1e-5} is itself rounded, for all outputs alike: in the loss that does not even
     * out. {@code e(ln q) = e(q) / q + 2 u |ln q|}, and {@code 1 - q} has the error {@code e(q) + u}, which is what counts
     * where q is near 1. The clip bends s but is no jump: e(y) stays the most that q may be off.
     */
    private void binaryCrossEntropy(double y, double e, double t) {
        double q = Math.min(1.0 - BINARY_CLIP, Math.max(BINARY_CLIP, y));
        double rest = 1.0 - q;
        double qError = e + u * q;
        double restError = qError + u;
        double lnQ = StrictMath.log(q);
        double lnRest = StrictMath.log(rest);
        double relative = qError / Math.max(q - qError, 0.5 * BINARY_CLIP);
        double restRelative = restError / Math.max(rest - restError, 0.5 * BINARY_CLIP);
        value = -(t * lnQ + (1.0 - t) * lnRest);
        valueError = Math.abs(t) * (relative - 2.0 * u * lnQ) + Math.abs(1.0 - t) * (restRelative - 2.0 * u * lnRest);
        commonError = q == y ? 0.0 : u * q * (Math.abs(t) / q + Math.abs(1.0 - t) / rest);
        double product = q * rest;
        derivative = (q - t) / product;
        derivativeError =
                (qError + u * Math.abs(q - t)) / product + Math.abs(derivative) * (relative + restRelative + 3.0 * u);
    }

    /** {@code -t ln q}, q being y clipped, and {@code s = y - t}. */
    private void crossEntropyOfSoftmax(double y, double e, double t) {
        double q = Math.min(1.0 - SOFTMAX_CLIP, Math.max(SOFTMAX_CLIP, y));
        logarithm(q, e + u * q, t, 0.5 * SOFTMAX_CLIP);
        derivative = y - t;
        derivativeError = e + u * Math.abs(derivative);
    }

    /** {@code -t ln y}, {@code s = -t / y}: unbounded where the answer may be 0 and the target is not. */
    private void crossEntropy(double y, double e, double t) {
        logarithm(y, e, t, 0.0);
        derivative = -t / y;
        derivativeError = t == 0.0 ? 0.0 : Math.abs(derivative) * (e / Math.max(y - e, 0.0) + 2.0 * u);
    }

    private void logarithm(double q, double qError, double t, double leastQ) {
        value = t == 0.0 ? 0.0 : -t * StrictMath.log(q);
        valueError = t == 0.0 ? 0.0 : Math.abs(t) * qError / Math.max(q - qError, leastQ) + 2.0 * u * Math.abs(value);
    }

    /** {@code max(0, 1 - t y)}, {@code s = -t} where that is above 0: a kink where it begins, at which s may be anything from -t to 0. */
    private void hinge(double y, double e, double t) {
        double margin = 1.0 - t * y;
        double marginError = Math.abs(t) * e;
        value = Math.max(0.0, margin);
        valueError = margin > -marginError ? marginError + u * (Math.abs(t * y) + Math.abs(margin)) : 0.0;
        derivative = margin > 0.0 ? -t : 0.0;
        kink = marginError > 0.0 && Math.abs(margin) <= marginError;
        derivativeError = kink ? Math.abs(t) : 0.0;
    }
}
