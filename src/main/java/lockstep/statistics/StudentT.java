package lockstep.statistics;

/** Student's t distribution. */
final class StudentT {

    /** The continued fraction is done when a factor is as near 1 as this. */
    private static final double NEAR = 1e-15;

    private static final int TERMS = 10_000;
    private static final double TINY = 1e-300;

    private StudentT() {}

    /**
     * The probability of being as far from 0 as {@code t} or farther, on either side: with {@code n} degrees of freedom
     *
     * <pre>
     *   I(n / (n + t^2); n/2, 1/2)
     * </pre>
     *
     * where I is the regularized incomplete beta function. Source: Abramowitz and Stegun, 26.7.1 and 26.5.8.
     */
    static double twoSided(double t, int n) {
        double a = 0.5 * n;
        double ratio = t * t / n;
        if (Double.isInfinite(ratio)) {
            return 0.0;
        }
        // x^a (1 - x)^b / B(a, b)
        double factor = StrictMath.exp(-a * StrictMath.log1p(ratio) - 0.5 * StrictMath.log1p(1.0 / ratio)) / beta(n);
        double x = 1.0 / (1.0 + ratio);
        // The fraction needs few terms where x is below the mean of the distribution, and beyond it is that of 1 - x.
        return x < (a + 1.0) / (a + 2.5)
                ? factor * fraction(x, a, 0.5) / a
                : 1.0 - factor * fraction(ratio / (1.0 + ratio), 0.5, a) / 0.5;
    }

    /** B(n/2, 1/2), by B(a + 1, b) = B(a, b) a / (a + b) from B(1/2, 1/2) or B(1, 1/2) on. */
    private static double beta(int n) {
        double beta = n % 2 == 0 ? 2.0 : Math.PI;
        for (double a = n % 2 == 0 ? 1.0 : 0.5; a < 0.5 * n; a++) {
            beta *= a / (a + 0.5);
        }
        return beta;
    }

    /** The continued fraction of I(x; a, b), by Lentz's method, from the front: its length need not be known. */
    private static double fraction(double x, double a, double b) {
        double c = 1.0;
        double d = 1.0 / awayFromZero(1.0 - (a + b) * x / (a + 1.0));
        double value = d;
        for (int m = 1; m <= TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m));
            d = 1.0 / awayFromZero(1.0 + even * d);
            c = awayFromZero(1.0 + even / c);
            value *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0));
            d = 1.0 / awayFromZero(1.0 + odd * d);
            c = awayFromZero(1.0 + odd / c);
            value *= c * d;
            if (Math.abs(c * d - 1.0) < NEAR) {
                break;
            }
        }
        return value;
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
