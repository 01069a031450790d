package lockstep.statistics;

/**
 * Whether the mean of some numbers is 0: Student's t of them, corrected for skewed numbers. With a few costly failures among
 * many cheap successes, t itself is skewed: a sample without its share of failures has a low mean and a low standard error at
 * once. With {@code g} the skewness of the sample, Hall's cubic takes that out, and keeps the order:
 *
 * <pre>
 *   t = mean / sqrt(sum (x - mean)^2 / ((n - 1) n))        a = g / (3 sqrt n)
 *   t + a t^2 + a^2 t^3 / 3 + a / 2
 * </pre>
 *
 * <p>Source: Hall, "On the removal of skewness by transformation" (1992).
 */
final class SkewedT {

    private SkewedT() {}

    /** The probability of a mean as far from 0 as that of {@code x}, if the true one is 0; 1 for a single number. */
    static double p(double[] x) {
        int n = x.length;
        double mean = StartCosts.sum(x) / n;
        double squares = 0.0;
        double cubes = 0.0;
        for (double value : x) {
            double d = value - mean;
            squares += d * d;
            cubes += d * d * d;
        }
        if (n == 1 || mean == 0.0) {
            return 1.0;
        }
        if (squares <= n * mean * mean * 1e-24) { // all the same, but for rounding
            return 0.0;
        }
        double t = mean / Math.sqrt(squares / ((n - 1.0) * n));
        double deviation = Math.sqrt(squares / n);
        double skewness = cubes / n / (deviation * deviation * deviation);
        double a = skewness / (3.0 * Math.sqrt(n));
        return StudentT.twoSided(t + a * t * t + a * a * t * t * t / 3.0 + 0.5 * a, n - 1);
    }
}
