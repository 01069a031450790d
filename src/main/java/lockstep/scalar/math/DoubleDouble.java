package lockstep.scalar.math;

/**
 * A number as the sum of two doubles, the second at most half a unit in the last place of the first: twice the digits. The tables
 * behind {@link Exp}, {@link Tanh} and {@link Sigmoid} are made with it.
 *
 * <p>Source: Dekker, "A floating-point technique for extending the available precision" (1971).
 */
record DoubleDouble(double high, double low) {

    static final DoubleDouble ONE = new DoubleDouble(1.0, 0.0);

    /** {@code e^x = 1 + x + x^2/2! + x^3/3! + ...}, for a small x. */
    static DoubleDouble exp(DoubleDouble x) {
        DoubleDouble term = ONE;
        DoubleDouble sum = ONE;
        for (int n = 1; sum.high + term.high * 0x1p60 != sum.high; n++) {
            term = term.times(x).dividedBy(new DoubleDouble(n, 0.0));
            sum = sum.plus(term);
        }
        return sum;
    }

    DoubleDouble plus(DoubleDouble other) {
        // The error of a rounded sum is itself a double (Knuth): the part of each summand that did not make it.
        double sum = high + other.high;
        double ofOther = sum - high;
        double error = high - (sum - ofOther) + (other.high - ofOther);
        return normal(sum, error + low + other.low);
    }

    DoubleDouble times(DoubleDouble other) {
        double product = high * other.high;
        double error = Math.fma(high, other.high, -product);
        return normal(product, error + high * other.low + low * other.high);
    }

    DoubleDouble dividedBy(DoubleDouble other) {
        double quotient = high / other.high;
        double remainder = Math.fma(-quotient, other.high, high) + low - quotient * other.low;
        return normal(quotient, remainder / other.high);
    }

    DoubleDouble negative() {
        return new DoubleDouble(-high, -low);
    }

    private static DoubleDouble normal(double large, double small) {
        double high = large + small;
        return new DoubleDouble(high, large - high + small);
    }
}
