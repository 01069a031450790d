package lockstep.optim;

/**
 * Powers with whole exponents, for the bias corrections of Adam and its relatives.
 *
 * <p>{@link Math#pow} may give different last bits on another JDK or processor, and {@link StrictMath#pow} is sometimes off by
 * one in the last bit. Here the power is built by squaring in twice the precision of a double, so it is the nearest double (but
 * for ties that do not occur in practice), the same everywhere.
 *
 * <p>An object of this class is the power of one base to an exponent that grows by one from step to step: then one
 * multiplication does, in twice the precision too.
 */
final class Power {

    /** A smaller power is lost next to 1: {@code 1 - power} is 1. */
    private static final double LOST = 0x1p-54;

    private double base = Double.NaN;
    private int exponent;

    // The power is the sum of the two: low is what does not fit in high.
    private double high;
    private double low;

    double base() {
        return base;
    }

    /** Starts again with another base. */
    void begin(double newBase) {
        base = newBase;
        exponent = 0;
        high = 1.0;
        low = 0.0;
    }

    /** {@code base^newExponent}, rounded once. */
    double to(int newExponent) {
        if (newExponent != exponent) {
            if (newExponent == exponent + 1) {
                multiply(base);
            } else {
                raise(newExponent);
            }
            exponent = newExponent;
        }
        return high;
    }

    /**
     * {@code 1 - base^newExponent}. Once the power is lost next to the 1 it is not computed any more: after some thousand steps
     * it would be so small that processors slow down.
     */
    double complement(int newExponent) {
        return newExponent > exponent && high < LOST ? 1.0 : 1.0 - to(newExponent);
    }

    /**
     * {@code base^exponent}, rounded once.
     *
     * @param base from 0 to 1
     * @param exponent at least 0
     */
    static double of(double base, int exponent) {
        Power power = new Power();
        power.begin(base);
        power.raise(exponent);
        return power.high;
    }

    /** Squares and multiplies, from the top bit of the exponent down. */
    private void raise(int newExponent) {
        high = 1.0;
        low = 0.0;
        for (int bit = 31 - Integer.numberOfLeadingZeros(newExponent); bit >= 0; bit--) {
            double square = high * high;
            double rest = Math.fma(high, high, -square) + 2.0 * high * low;
            high = square + rest;
            low = square - high + rest;
            if ((newExponent >>> bit & 1) == 1) {
                multiply(base);
            }
        }
    }

    private void multiply(double factor) {
        double product = high * factor;
        double rest = Math.fma(high, factor, -product) + low * factor;
        high = product + rest;
        low = product - high + rest;
    }
}
