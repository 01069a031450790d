package lockstep.scalar;

import java.math.BigDecimal;
import java.math.MathContext;

/** The functions to 60 digits, from the series of e^x alone. */
final class Exact {

    private static final MathContext DIGITS = new MathContext(60);

    private Exact() {}

    static BigDecimal exp(double x) {
        return exp(new BigDecimal(x));
    }

    static BigDecimal sigmoid(double z) {
        return BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(-z)), DIGITS);
    }

    static BigDecimal tanh(double z) {
        BigDecimal exact = new BigDecimal(z);
        if (Math.abs(z) < 1e-7) { // z - z^3/3 + 2 z^5/15: (e^2z - 1) would lose the digits that are wanted
            BigDecimal z2 = exact.multiply(exact, DIGITS);
            BigDecimal factor = BigDecimal.ONE
                    .subtract(z2.divide(BigDecimal.valueOf(3), DIGITS))
                    .add(z2.multiply(z2, DIGITS)
                            .multiply(BigDecimal.valueOf(2))
                            .divide(BigDecimal.valueOf(15), DIGITS));
            return exact.multiply(factor, DIGITS);
        }
        BigDecimal e = exp(exact.multiply(BigDecimal.valueOf(2)));
        return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    }

    /** How far a double is from the truth, in units of the truth's last place. */
    static double ulps(double computed, BigDecimal truth) {
        double ulp = Math.ulp(truth.doubleValue());
        return new BigDecimal(computed)
                .subtract(truth)
                .abs()
                .divide(new BigDecimal(ulp), DIGITS)
                .doubleValue();
    }

    /** The series at x / 2^n, then squared n times: each squaring doubles the error, so n digits are more than enough. */
    private static BigDecimal exp(BigDecimal x) {
        int halvings = Math.max(0, Math.getExponent(x.doubleValue()) + 8);
        BigDecimal small = x.divide(BigDecimal.valueOf(2).pow(halvings), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; term.signum() != 0 && term.precision() - term.scale() > -60; n++) {
            term = term.multiply(small).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int n = 0; n < halvings; n++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }
}
