package lockstep.statistics;

/** The standard normal distribution. */
final class Normal {

    /** Its 97.5 % point. */
    static final double TWO_SIDED_5_PERCENT = 1.959963984540054;

    /** From here on the continued fraction needs fewer terms than the series. */
    private static final double TAIL = 3.0;

    /** At {@link #TAIL} this many terms give every digit of a double; further out, fewer would. */
    private static final int TERMS = 100;

    private static final double ROOT_OF_2_PI = 2.5066282746310002;

    private Normal() {}

    /**
     * The probability of being at least {@code z}. Up to 3 by the series of the integral from 0, beyond by the tail's continued
     * fraction (Laplace), so that small probabilities keep their digits:
     *
     * <pre>
     *   1/2 - phi(z) (z + z^3/3 + z^5/(3 5) + ...)            phi(z) / (z + 1/(z + 2/(z + 3/(z + ...))))
     * </pre>
     */
    static double upperTail(double z) {
        if (z < 0.0) {
            return 1.0 - upperTail(-z);
        }
        double density = StrictMath.exp(-0.5 * z * z) / ROOT_OF_2_PI;
        if (z > TAIL) {
            double fraction = z;
            for (int k = TERMS; k >= 1; k--) {
                fraction = z + k / fraction;
            }
            return density / fraction;
        }
        double term = z;
        double sum = z;
        for (int k = 3; sum + term != sum; k += 2) {
            term *= z * z / k;
            sum += term;
        }
        return 0.5 - density * sum;
    }

    /** The probability of being at least as far from 0 as {@code z}, on either side. */
    static double twoSided(double z) {
        return Math.min(1.0, 2.0 * upperTail(Math.abs(z)));
    }
}
