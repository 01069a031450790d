package lockstep.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the expected running times of two optimizers differ, by the starts that both made. For a single start, let
 *
 * <pre>
 *   z = epochs - R reached
 * </pre>
 *
 * be how much more it cost than it was worth, if a success is worth R epochs. If both have the expected running time R, the
 * mean of either's z is 0. R is taken from both together: all their epochs, divided by all their successes. With {@code k}
 * successes of one and {@code l} of the other, three tests look at the z of the two, and the largest of their probabilities
 * counts, because each of them alone is too small somewhere:
 *
 * <ul>
 *   <li>{@link SkewedT} of {@code l z - k z'}, which is the first order of the logarithm of the ratio: right for many starts
 *       even if the two have little in common, such as one that is sure and one that is fast or fails; wrong for few successes.
 *   <li>{@link SignFlips} of {@code z - z'}: right for any number of starts and successes if the two are alike. It is used only
 *       where the first test finds a difference.
 *   <li>the {@link ErtBootstrap}: twice the share of resamples on the other side of 1. So a ratio whose interval contains 1 is
 *       no difference.
 * </ul>
 *
 * @param ratio of the expected running time of the first to that of the second; 0 or infinite where one never got there, 1 where
 *     they are equal
 * @param low the lower end of the ratio's bootstrap interval at 95 %, and {@code high} the upper; either is moved to 1 where
 *     the tests do not tell the two apart at 5 %: for few starts, that interval is too short
 * @param p the probability of such a difference, or a larger one, between two with the same true expected running time
 */
public record ErtComparison(double ratio, double low, double high, double p) {

    /**
     * Below it a difference is hardly luck. It is 4 %, so that of twenty comparisons of equals at most one is below: where the two
     * have little in common, or heavy tails, {@link #p} is a little small, in simulations by up to a quarter.
     */
    public static final double SIGNIFICANT = 0.04;

    /** With fewer starts than these no comparison is significant, whatever came out. */
    public static final int FEWEST_STARTS = SignFlips.FEWEST;

    /** Every two of several optimizers, each pair once: 0 and 1, 0 and 2, ..., 1 and 2, ... */
    public static List<ErtComparison> ofAll(List<StartCosts> optimizers, ErtBootstrap bootstrap) {
        List<ErtComparison> pairs = new ArrayList<>();
        for (int a = 0; a < optimizers.size(); a++) {
            for (int b = a + 1; b < optimizers.size(); b++) {
                pairs.add(of(optimizers.get(a), optimizers.get(b), bootstrap.ratios(a, b)));
            }
        }
        return pairs;
    }

    private static ErtComparison of(StartCosts a, StartCosts b, double[] resampled) {
        BootstrapInterval interval = ErtBootstrap.middle(resampled);
        double p = Math.max(p(a, b), beyondOne(resampled));
        boolean parted = p < SIGNIFICANT;
        return new ErtComparison(
                ErtBootstrap.ratio(a.ert(), b.ert()),
                parted ? interval.low() : Math.min(1.0, interval.low()),
                parted ? interval.high() : Math.max(1.0, interval.high()),
                p);
    }

    private static double p(StartCosts a, StartCosts b) {
        int n = a.starts();
        double k = StartCosts.sum(a.reached());
        double l = StartCosts.sum(b.reached());
        if (k + l == 0.0) {
            return 1.0;
        }
        double worth = (StartCosts.sum(a.epochs()) + StartCosts.sum(b.epochs())) / (k + l);
        double[] weighted = new double[n];
        double[] differences = new double[n];
        for (int s = 0; s < n; s++) {
            double first = a.epochs()[s] - worth * a.reached()[s];
            double second = b.epochs()[s] - worth * b.reached()[s];
            weighted[s] = l * first - k * second;
            // as two differences: exactly 0 where both did the same
            differences[s] = a.epochs()[s] - b.epochs()[s] - worth * (a.reached()[s] - b.reached()[s]);
        }
        double p = SkewedT.p(weighted);
        return p < SIGNIFICANT ? Math.max(p, SignFlips.p(differences)) : p;
    }

    /** @param ratios in ascending order */
    private static double beyondOne(double[] ratios) {
        long below = Arrays.stream(ratios).filter(ratio -> ratio <= 1.0).count();
        long above = Arrays.stream(ratios).filter(ratio -> ratio >= 1.0).count();
        return Math.min(1.0, 2.0 * Math.min(below, above) / ratios.length);
    }
}
