package lockstep.parity;

import lockstep.model.NetworkSpec;
import lockstep.model.Tolerance;

/**
 * How far the numbers of a layer may be apart after one step from the same weights.
 *
 * <p>Measured by the largest number that the layer has had in this run so far. A gradient ends as the small difference of
 * numbers that do not grow smaller (y - t, and then the sum over a batch), so its rounding keeps the size it had when the
 * gradient was large. A fault does not wait for that: it shows while the gradient is large.
 *
 * <p>Where a step magnifies rounding, more of it is allowed, as much as is measured: {@link Controls} make the same step from
 * weights that are one rounding error away, and some multiples of the distance of the furthest are added.
 */
final class Allowance {

    /** Absolute: a few roundings of numbers of about 1. Relative: some thousands of roundings, as in sums of many terms. */
    static final Tolerance TOLERANCE = new Tolerance(1e-15, 1e-12);

    /** The control's distance comes from one rounding of each weight; a step of the candidate has some dozens of them. */
    static final double CONTROL_MULTIPLE = 64.0;

    private final NetworkSpec network;
    private final double[] largest;
    private double largestLoss;

    Allowance(NetworkSpec network) {
        this.network = network;
        this.largest = new double[network.layers().size()];
    }

    /**
     * For one number per weight, layer by layer.
     *
     * @param values the scalar network's
     * @param spread how far the controls' are from them
     */
    double[] of(double[] values, double[] spread) {
        double[] allowed = new double[largest.length];
        for (int l = 0; l < allowed.length; l++) {
            double widest = 0.0;
            for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                largest[l] = Math.max(largest[l], Math.abs(values[i]));
                widest = Math.max(widest, spread[i]);
            }
            allowed[l] = at(largest[l], widest);
        }
        return allowed;
    }

    /**
     * For the loss.
     *
     * @param spread how far the controls' are from it
     */
    double ofLoss(double loss, double spread) {
        largestLoss = Math.max(largestLoss, Math.abs(loss));
        return at(largestLoss, spread);
    }

    /** The largest number that a layer (counted from 0) has had. */
    double largest(int layer) {
        return largest[layer];
    }

    /** A control that overflowed explains nothing. */
    private static double at(double scale, double spread) {
        return TOLERANCE.at(scale) + (Double.isFinite(spread) ? CONTROL_MULTIPLE * spread : 0.0);
    }
}
