package lockstep.statistics;

import java.util.Arrays;

/**
 * Whether two groups of runs converge at the same pace, given that some were not observed to the end. At each time at which
 * some run converges, {@code d} of the {@code n} that are still observed do; of these {@code n1} are of the first group:
 *
 * <pre>
 *   expected = sum of d n1 / n       variance = sum of d (n1/n) (1 - n1/n) (n - d) / (n - 1)
 *   chi^2 = (observed in the first group - expected)^2 / variance,  with one degree of freedom
 * </pre>
 *
 * <p>Source: Mantel, "Evaluation of survival data and two new rank order statistics arising in its consideration" (1966).
 *
 * @param observed converged runs of the first group
 * @param expected how many would have been if both were alike
 * @param chiSquare 0 where the groups cannot be told apart at all
 * @param p the probability of a difference at least this large between two groups that are alike
 */
public record LogRank(int observed, double expected, double chiSquare, double p) {

    /**
     * The test.
     *
     * @param first times of the first group: when a run converged, or until when it was observed
     * @param firstConverged which of the two
     */
    public static LogRank of(double[] first, boolean[] firstConverged, double[] second, boolean[] secondConverged) {
        double[] firstAll = sorted(first, firstConverged, false);
        double[] secondAll = sorted(second, secondConverged, false);
        double[] firstEvents = sorted(first, firstConverged, true);
        double[] secondEvents = sorted(second, secondConverged, true);
        double expected = 0.0;
        double variance = 0.0;
        int a = 0;
        int b = 0;
        int goneA = 0;
        int goneB = 0;
        while (a < firstEvents.length || b < secondEvents.length) {
            double time = Math.min(
                    a < firstEvents.length ? firstEvents[a] : Double.POSITIVE_INFINITY,
                    b < secondEvents.length ? secondEvents[b] : Double.POSITIVE_INFINITY);
            int before = a + b;
            a = past(firstEvents, a, time);
            b = past(secondEvents, b, time);
            goneA = upTo(firstAll, goneA, time);
            goneB = upTo(secondAll, goneB, time);
            double d = a + b - before;
            double n1 = firstAll.length - goneA;
            double n = n1 + secondAll.length - goneB;
            expected += d * n1 / n;
            if (n > 1.0) {
                variance += d * (n1 / n) * (1.0 - n1 / n) * (n - d) / (n - 1.0);
            }
        }
        double difference = firstEvents.length - expected;
        double chiSquare = variance == 0.0 ? 0.0 : difference * difference / variance;
        return new LogRank(firstEvents.length, expected, chiSquare, Normal.twoSided(Math.sqrt(chiSquare)));
    }

    /** The first index from {@code i} on whose time is later. */
    private static int past(double[] times, int i, double time) {
        int next = i;
        while (next < times.length && times[next] <= time) {
            next++;
        }
        return next;
    }

    /** The first index from {@code i} on whose time is this or later. */
    private static int upTo(double[] times, int i, double time) {
        int next = i;
        while (next < times.length && times[next] < time) {
            next++;
        }
        return next;
    }

    private static double[] sorted(double[] times, boolean[] converged, boolean eventsOnly) {
        double[] kept = new double[times.length];
        int count = 0;
        for (int i = 0; i < times.length; i++) {
            if (converged[i] || !eventsOnly) {
                kept[count++] = times[i];
            }
        }
        double[] sorted = Arrays.copyOf(kept, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
