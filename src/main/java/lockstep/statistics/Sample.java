package lockstep.statistics;

import java.util.Arrays;

/**
 * Numbers that were observed, in ascending order. A value that was not observed because the observation ended first (a run that
 * did not converge) is {@link Double#POSITIVE_INFINITY}: later than anything seen. Order statistics can handle that, means
 * cannot.
 */
public final class Sample {

    private final double[] sorted;

    private Sample(double[] sorted) {
        this.sorted = sorted;
    }

    public static Sample of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Sample(sorted);
    }

    public int size() {
        return sorted.length;
    }

    /** The value number {@code i} in ascending order, from 0. */
    public double get(int i) {
        return sorted[i];
    }

    /** {@code sum of x / n}; NaN for an empty sample. */
    public double mean() {
        double sum = 0.0;
        for (double x : sorted) {
            sum += x;
        }
        return sum / sorted.length;
    }

    /** The sample standard deviation, {@code sqrt(sum of (x - mean)^2 / (n - 1))}; NaN for fewer than two values. */
    public double standardDeviation() {
        if (sorted.length < 2) {
            return Double.NaN;
        }
        double mean = mean();
        double squares = 0.0;
        for (double x : sorted) {
            squares += (x - mean) * (x - mean);
        }
        return Math.sqrt(squares / (sorted.length - 1));
    }

    /** The middle value, or the mean of the two in the middle: infinite if either of these is. */
    public double median() {
        return quantile(0.5);
    }

    /**
     * The quantile of Hyndman and Fan's type 7, the default of R and NumPy: linear between neighbours,
     *
     * <pre>
     *   h = (n - 1) p        x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h]),   x counted from 0
     * </pre>
     *
     * and infinite as soon as the upper neighbour that counts is.
     *
     * @param p from 0 to 1
     */
    public double quantile(double p) {
        double h = (sorted.length - 1) * p;
        int below = (int) h;
        double fraction = h - below;
        double low = sorted[below];
        double high = fraction == 0.0 ? low : sorted[below + 1];
        return low == high ? low : low + fraction * (high - low); // infinity minus itself is not a number
    }
}
