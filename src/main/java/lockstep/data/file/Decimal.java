package lockstep.data.file;

import tools.jackson.core.io.NumberInput;

/**
 * Decimal numbers with a point, in every locale: {@code [-+]?(.d+|d+(.d*)?)([eE][-+]?d+)?}. {@code Double.parseDouble} alone would
 * take "1f" and "0x1p3" too.
 */
final class Decimal {

    /** Whole numbers up to here, and the powers of ten below, are doubles: one operation on two of them is rounded once. */
    private static final long EXACT = 1L << 53;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** More digits may be too many for an int. */
    private static final int SHORT = 9;

    /** More digits may be too many for a long. */
    private static final int MOST_DIGITS = 18;

    private static final int LARGE_EXPONENT = 10_000;

    private Decimal() {}

    /** The number in a text, with spaces around it or not; NaN if it is none, infinite if it is too large. */
    static double of(String text) {
        return of(text.toCharArray(), 0, text.length());
    }

    /** The same, of some characters. Nothing is allocated for a number of up to 15 digits. */
    static double of(char[] text, int from, int length) {
        int end = from + length;
        int at = from;
        int whole = 0;
        while (at < end && isDigit(text[at])) {
            whole = 10 * whole + (text[at++] - '0');
        }
        // a pixel: small enough for the compiler to put into the loop over the cells
        return at == end && length > 0 && length <= SHORT ? whole : any(text, from, end);
    }

    private static double any(char[] text, int from, int to) {
        int at = from;
        int end = to;
        while (at < end && Character.isWhitespace(text[at])) {
            at++;
        }
        while (at < end && Character.isWhitespace(text[end - 1])) {
            end--;
        }
        int begin = at;
        boolean negative = at < end && text[at] == '-';
        if (at < end && (negative || text[at] == '+')) {
            at++;
        }
        int digitsFrom = at;
        long digits = 0;
        while (at < end && isDigit(text[at])) {
            digits = 10 * digits + (text[at++] - '0');
        }
        int count = at - digitsFrom;
        int exponent = 0;
        if (at < end && text[at] == '.') {
            int point = ++at;
            while (at < end && isDigit(text[at])) {
                digits = 10 * digits + (text[at++] - '0');
            }
            exponent = point - at;
            count += at - point;
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (at < end && (text[at] | 0x20) == 'e') {
            boolean below = ++at < end && text[at] == '-';
            if (at < end && (below || text[at] == '+')) {
                at++;
            }
            int power = 0;
            int powerFrom = at;
            while (at < end && isDigit(text[at])) {
                power = Math.min(LARGE_EXPONENT, 10 * power + (text[at++] - '0'));
            }
            if (at == powerFrom) {
                return Double.NaN;
            }
            exponent += below ? -power : power;
        }
        if (at < end) {
            return Double.NaN;
        }
        for (int i = digitsFrom; count > MOST_DIGITS && (text[i] == '0' || text[i] == '.'); i++) {
            count -= text[i] == '0' ? 1 : 0;
        }
        if (count <= MOST_DIGITS && Math.abs(exponent) < POWERS.length && (digits <= EXACT || exponent < 0)) {
            double power = POWERS[Math.abs(exponent)];
            double number = digits > EXACT ? quotient(digits, power) : exponent < 0 ? digits / power : digits * power;
            if (!Double.isNaN(number)) {
                return negative ? -number : number;
            }
        }
        return NumberInput.parseDouble(text, begin, end - begin, true);
    }

    /**
     * A quotient rounded once. It is computed in twice the precision of a double: the remainder of a division is a double itself,
     * and so is what a sum of two of them loses (Muller et al., "Handbook of Floating-Point Arithmetic", sections 4.3 and 4.4).
     *
     * @return NaN if it lies too near the middle between two doubles to be told from it
     */
    private static double quotient(long dividend, double divisor) {
        double high = dividend;
        double quotient = high / divisor;
        double rest = (Math.fma(-quotient, divisor, high) + (dividend - (long) high)) / divisor;
        double sum = quotient + rest;
        double lost = rest - (sum - quotient);
        return sum + 1.001 * lost == sum ? sum : Double.NaN;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
