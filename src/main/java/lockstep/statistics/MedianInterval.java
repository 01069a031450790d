package lockstep.statistics;

/**
 * The interval of a median at 95 % between two values of the sample, whatever the distribution and however large the sample:
 * from number {@code k} to number {@code n + 1 - k} in ascending order, with the largest {@code k} for which
 *
 * <pre>
 *   2 P(a fair coin shows fewer than k heads in n throws) &lt;= 0.05
 * </pre>
 *
 * Fewer than six values give no interval: the ends are infinite.
 *
 * <p>Source: Thompson, "On confidence ranges for the median and other expectation distributions" (1936).
 */
public record MedianInterval(double low, double high) {

    /**
     * The interval.
     *
     * @param sample of at least one value
     */
    public static MedianInterval of(Sample sample) {
        int n = sample.size();
        int k = 0; // this k would do, and above + 1 would not: the probability rises with k
        int above = n / 2;
        while (k < above) {
            int middle = (k + above + 1) / 2;
            if (SignTest.of(middle - 1, n - middle + 1).p() <= 0.05) {
                k = middle;
            } else {
                above = middle - 1;
            }
        }
        return k == 0
                ? new MedianInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new MedianInterval(sample.get(k - 1), sample.get(n - k));
    }
}
