package lockstep.optim;

/**
 * Running means that start at 0 are too small by the factor {@code 1 - beta^t}; Adam and its relatives divide it out.
 *
 * <p>{@link Math#pow} may give other last bits on another JDK or processor, {@link StrictMath#pow} is off by one in the last
 * bit now and then. Here the power is built by squaring in twice the precision of a double, so that it is the nearest double
 * (but for ties that do not occur in practice), everywhere the same.
 */
final class BiasCorrection {

    private BiasCorrection() {}

    /**
     * Adam's step size with both corrections in it: {@code learningRate * sqrt(1 - beta2^t) / (1 - beta1^t)}.
     *
     * @param fallback what DL4J takes where that is 0 or not finite
     */
    static double stepSize(double learningRate, double beta1, double beta2, int t, double fallback) {
        double size = learningRate * Math.sqrt(1.0 - power(beta2, t)) / (1.0 - power(beta1, t));
        return orElse(size, fallback);
    }

    /** {@code size}, or {@code fallback} where it is 0 or not finite: DL4J's rule for the step sizes of Adam's family. */
    static double orElse(double size, double fallback) {
        return size == 0.0 || !Double.isFinite(size) ? fallback : size;
    }

    /**
     * {@code base^exponent}, rounded once.
     *
     * @param base from 0 to 1
     * @param exponent at least 0
     */
    static double power(double base, int exponent) {
        // A number is held as high + low, low being what does not fit in high. Squares and multiplies, bit by bit from
        // the top.
        double high = 1.0;
        double low = 0.0;
        for (int bit = 31 - Integer.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
            double square = high * high;
            double rest = Math.fma(high, high, -square) + 2.0 * high * low;
            high = square + rest;
            low = square - high + rest;
            if ((exponent >>> bit & 1) == 1) {
                double product = high * base;
                rest = Math.fma(high, base, -product) + low * base;
                high = product + rest;
                low = product - high + rest;
            }
        }
        return high;
    }
}
