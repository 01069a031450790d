package lockstep.optim;

/**
 * Powers with whole exponents, for the bias corrections of Adam and its relatives.
 *
 * <p>{@link Math#pow} may give other last bits on another JDK or processor, {@link StrictMath#pow} is off by one in the last
 * bit now and then. Here the power is built by squaring in twice the precision of a double, so that it is the nearest double
 * (but for ties that do not occur in practice), everywhere the same.
 */
final class Power {

    private Power() {}

    /**
     * {@code base^exponent}, rounded once.
     *
     * @param base from 0 to 1
     * @param exponent at least 0
     */
    static double of(double base, int exponent) {
        // A number is held as high + low, low being what does not fit in high: squares and multiplies, from the top bit
        // down.
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
