package lockstep.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A double as the decimal number of fewest digits that is read back as the same double; of several, the closest to it.
 *
 * <p>That is what {@link Double#toString} promises from JDK 19 on. Before, it sometimes wrote a digit more, or another last
 * digit, so that a file would depend on the JDK.
 */
public final class ShortestDecimal {

    /** Seventeen digits tell any two doubles apart. */
    private static final int ALWAYS_ENOUGH = 17;

    /** No two decimals of fifteen digits are read as the same double, unless it is subnormal. */
    private static final int ALWAYS_DISTINCT = 15;

    private ShortestDecimal() {}

    public static String of(double x) {
        if (!Double.isFinite(x) || x == 0.0) {
            return Double.toString(x);
        }
        double magnitude = Math.abs(x);
        return (x < 0.0 ? "-" : "") + text(digits(magnitude), magnitude);
    }

    private static BigDecimal digits(double x) {
        BigDecimal known = new BigDecimal(Double.toString(x)).stripTrailingZeros();
        if (known.precision() <= ALWAYS_DISTINCT && x >= Double.MIN_NORMAL) {
            return known;
        }
        BigDecimal exact = new BigDecimal(x);
        BigDecimal shortest = exact.round(new MathContext(ALWAYS_ENOUGH, RoundingMode.HALF_EVEN));
        for (int digits = ALWAYS_ENOUGH - 1; digits >= 2; digits--) {
            BigDecimal shorter = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() != x) {
                // Below a power of two doubles are twice as dense as above it: the farther neighbour may be nearer in
                // doubles.
                shorter = exact.round(
                        new MathContext(digits, shorter.compareTo(exact) < 0 ? RoundingMode.UP : RoundingMode.DOWN));
                if (shorter.doubleValue() != x) {
                    break;
                }
            }
            shortest = shorter;
        }
        return shortest.stripTrailingZeros();
    }

    /** The layout of {@link Double#toString}: {@code 0.001}, {@code 123.0}, {@code 1.5E-4}. */
    private static String text(BigDecimal digits, double magnitude) {
        if (magnitude >= 1e-3 && magnitude < 1e7) {
            return digits.setScale(Math.max(1, digits.scale()), RoundingMode.UNNECESSARY)
                    .toPlainString();
        }
        String significand = digits.unscaledValue().toString();
        int exponent = significand.length() - 1 - digits.scale();
        String rest = significand.length() == 1 ? "0" : significand.substring(1);
        return significand.charAt(0) + "." + rest + "E" + exponent;
    }
}
