package lockstep.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction: whoever makes many comparisons finds differences that do not exist. Of {@code m} probabilities in
 * ascending order, number {@code i}, counted from 1, becomes
 *
 * <pre>
 *   max over j up to i of min(1, (m - j + 1) p[j])
 * </pre>
 *
 * so that, of all comparisons below 5 %, the chance that any is a false alarm is below 5 %.
 *
 * <p>Source: Holm, "A simple sequentially rejective multiple test procedure" (1979).
 */
public final class Holm {

    private Holm() {}

    /** The corrected probabilities, in the order of the given ones. */
    public static double[] adjusted(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0.0;
        for (int i = 0; i < order.length; i++) {
            largest = Math.max(largest, Math.min(1.0, (order.length - i) * p[order[i]]));
            adjusted[order[i]] = largest;
        }
        return adjusted;
    }
}
