package lockstep.page.part;

import java.util.TreeSet;

/**
 * Chooses few enough points of long series that a chart of them looks like one of all: of each bucket of neighbours, the
 * smallest and the largest value of each series stay, so that no peak is lost.
 */
public final class Thinning {

    private Thinning() {}

    /**
     * The places of the points that stay, ascending; the first and the last are always among them.
     *
     * @param buckets about as many as a chart is wide in pixels
     * @param series of one length
     */
    public static int[] of(int buckets, double[]... series) {
        int length = series[0].length;
        if (length <= 2L * buckets * series.length) {
            return all(length);
        }
        TreeSet<Integer> stay = new TreeSet<>();
        stay.add(0);
        stay.add(length - 1);
        for (int bucket = 0; bucket < buckets; bucket++) {
            int from = (int) ((long) length * bucket / buckets);
            int to = (int) ((long) length * (bucket + 1) / buckets);
            for (double[] values : series) {
                int smallest = from;
                int largest = from;
                for (int i = from + 1; i < to; i++) {
                    // A value that is not a number gives way to one that is.
                    smallest = values[i] < values[smallest] || Double.isNaN(values[smallest]) ? i : smallest;
                    largest = values[i] > values[largest] || Double.isNaN(values[largest]) ? i : largest;
                }
                stay.add(smallest);
                stay.add(largest);
            }
        }
        return stay.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The places of the largest value of each bucket, ascending. */
    public static int[] peaks(int buckets, double[] values) {
        int length = values.length;
        int count = Math.min(buckets, length);
        int[] peaks = new int[count];
        for (int bucket = 0; bucket < count; bucket++) {
            int from = (int) ((long) length * bucket / count);
            int to = (int) ((long) length * (bucket + 1) / count);
            int largest = from;
            for (int i = from + 1; i < to; i++) {
                largest = values[i] > values[largest] || Double.isNaN(values[largest]) ? i : largest;
            }
            peaks[bucket] = largest;
        }
        return peaks;
    }

    private static int[] all(int length) {
        int[] places = new int[length];
        for (int i = 0; i < length; i++) {
            places[i] = i;
        }
        return places;
    }

    /** The values at these places. */
    public static double[] at(int[] places, double[] values) {
        double[] chosen = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            chosen[i] = values[places[i]];
        }
        return chosen;
    }
}
