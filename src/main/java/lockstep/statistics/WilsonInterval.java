package lockstep.statistics;

/**
 * The score interval of a success rate at 95 %: the rates that a test at 5 % would not reject, given the number of successes.
 * Unlike the textbook's {@code p +- z sqrt(p (1 - p) / n)} it stays within 0 and 1 and has a width when all or none succeed.
 *
 * <p>Source: Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
 */
public record WilsonInterval(double low, double high) {

    private static final double Z = Normal.TWO_SIDED_5_PERCENT;

    /**
     * With {@code p = successes / trials} and {@code n = trials}:
     *
     * <pre>
     *   (p + z^2 / 2n  -+  z sqrt(p (1 - p) / n + z^2 / 4n^2))  /  (1 + z^2 / n)
     * </pre>
     *
     * @param trials at least 1
     */
    public static WilsonInterval of(int successes, int trials) {
        return of((double) successes, trials);
    }

    /** The same if a tie counts as half a success; a little wide then, because a tie varies less than a win or a loss. */
    public static WilsonInterval of(double successes, int trials) {
        double n = trials;
        double p = successes / n;
        double centre = p + Z * Z / (2.0 * n);
        double half = Z * Math.sqrt(p * (1.0 - p) / n + Z * Z / (4.0 * n * n));
        double scale = 1.0 + Z * Z / n;
        // At the ends the formula gives 0 and 1 but for its rounding.
        double low = successes == 0 ? 0.0 : (centre - half) / scale;
        double high = successes == trials ? 1.0 : (centre + half) / scale;
        return new WilsonInterval(low, high);
    }
}
