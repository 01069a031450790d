package lockstep.parity.bound;

import lockstep.model.Activation;

/** {@link Activation#SOFTMAX}, of which every output depends on every sum. */
final class SoftmaxBound {

    private SoftmaxBound() {}

    /**
     * From {@code z +- e(z)} to {@code y +- e(y)}.
     *
     * <pre>
     *   e(y[j]) = y[j] (1 - y[j]) d e^2d  +  (8 + 2 sqrt(n) + |z[j] - largest z|) u y[j]        d = e(z[j]) + largest e(z)
     * </pre>
     *
     * <p>The first line: {@code dy[j] = y[j] * sum over k of y[k] (dz[j] - dz[k])}, in which the others' {@code y[k]} add up to
     * {@code 1 - y[j]}, and each of the two factors grows by {@code e^d} at most. Where d is no longer small, {@code y[j]}
     * changes by no more than {@code n e^(2d)} times its distance from 0 or 1, nor by more than 1. The second: the rounding of
     * {@code z - largest} is one of the exponential's argument; an exponential, the sum of n, a quotient. A form that takes off
     * another number than the largest (DL4J: no less than 0) rounds no worse than z itself is rounded.
     */
    static void forward(LayerErrors layer, int e, double u, double least) {
        double[] z = layer.z[e];
        double[] zError = layer.zError[e];
        double[] y = layer.y[e];
        double[] yError = layer.yError[e];
        int units = layer.units;
        double largest = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        double largestError = 0.0;
        for (int j = 0; j < units; j++) {
            second = Math.max(second, Math.min(largest, z[j]));
            largest = Math.max(largest, z[j]);
            largestError = Math.max(largestError, zError[j]);
        }
        double sum = 0.0;
        for (int j = 0; j < units; j++) {
            y[j] = StrictMath.exp(z[j] - largest);
            sum += y[j];
        }
        double ofSum = 2.0 * (4.0 + Math.sqrt(units)); // twice: an exponential of floats may be off by some units
        for (int j = 0; j < units; j++) {
            y[j] /= sum;
            double d = zError[j] + largestError;
            double gap = (z[j] == largest ? second : z[j]) - largest;
            double slope = y[j] * (1.0 - y[j]) * d;
            double change =
                    d < 0x1p-10 ? slope * (1.0 + 4.0 * d) : Math.min(1.0, units * StrictMath.exp(gap + 2.0 * d));
            if (d >= 0x1p-10 && d < 1.0) {
                change = Math.min(change, slope * StrictMath.exp(2.0 * d));
            }
            yError[j] = change + (ofSum + (largest - z[j])) * u * y[j] + least;
        }
    }

    /**
     * From {@code s +- e(s)}, dLoss/dy, to {@code delta +- e(delta)}, dLoss/dz, where {@code delta[j] = y[j] (s[j] - m)} and
     * {@code m = sum over k of s[k] y[k]}.
     *
     * <pre>
     *   e(m)        = rss over k of y[k] e(s[k]), |s[k]| e(y[k])  +  (lambda sqrt(n) + 2) u sum |s[k] y[k]|
     *   e(delta[j]) = (y[j] + e(y[j])) (e(s[j]) + e(m)) + e(y[j]) |s[j] - m| + 2 u y[j] (|s[j]| + |m|)
     * </pre>
     *
     * @param plain whether the errors are to be added up, not their squares
     */
    static void backward(LayerErrors layer, int e, double u, double least, boolean plain) {
        double[] y = layer.y[e];
        double[] yError = layer.yError[e];
        double[] s = layer.s[e];
        double[] sError = layer.sError[e];
        int units = layer.units;
        double mean = 0.0;
        double size = 0.0;
        double sum = 0.0;
        double squares = 0.0;
        for (int k = 0; k < units; k++) {
            double product = s[k] * y[k];
            mean += product;
            size += Math.abs(product);
            double a = (y[k] + yError[k]) * sError[k];
            double b = Math.abs(s[k]) * yError[k];
            sum += a + b;
            squares += layer.alike[k] * (a * a + b * b);
        }
        double meanError =
                (plain ? sum : Math.sqrt(squares)) + (Math.sqrt(Alike.roundings(layer.alike)) + 2.0) * u * size;
        for (int j = 0; j < units; j++) {
            double difference = s[j] - mean;
            layer.delta[e][j] = y[j] * difference;
            layer.deltaError[e][j] = (y[j] + yError[j]) * (sError[j] + meanError)
                    + yError[j] * Math.abs(difference)
                    + 2.0 * u * y[j] * (Math.abs(s[j]) + Math.abs(mean))
                    + least;
        }
    }
}
