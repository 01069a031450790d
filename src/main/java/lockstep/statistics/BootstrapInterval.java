package lockstep.statistics;

import java.util.Arrays;
import lockstep.model.PythonRandom;

/**
 * The percentile-bootstrap interval of a median at 95 %: the middle 95 % of the medians of samples drawn, with replacement,
 * from the sample. Either end is infinite where so many of the values are.
 *
 * <p>Source: Efron, "Bootstrap methods: another look at the jackknife" (1979).
 */
public record BootstrapInterval(double low, double high) {

    private static final int RESAMPLES = 10_000;

    /** How many medians are cut off at each end: 2.5 %. */
    private static final int TAIL = RESAMPLES / 40;

    /** Always the same draws, so that a second run gives the same bytes. */
    private static final long SEED = 1979;

    /**
     * The interval.
     *
     * @param sample of at least one value
     */
    public static BootstrapInterval ofMedian(Sample sample) {
        PythonRandom random = new PythonRandom(SEED);
        int n = sample.size();
        int[] drawn = new int[n]; // how often each value of the sample is in the resample
        double[] medians = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < n; i++) {
                drawn[(int) (n * random.random())]++;
            }
            medians[r] = median(sample, drawn);
        }
        Arrays.sort(medians);
        return new BootstrapInterval(medians[TAIL], medians[RESAMPLES - 1 - TAIL]);
    }

    /** The median of a resample. The sample is in ascending order, so counting up to the middle takes the place of sorting. */
    private static double median(Sample sample, int[] drawn) {
        int n = drawn.length;
        int i = 0;
        int seen = drawn[0];
        while (seen <= (n - 1) / 2) {
            seen += drawn[++i];
        }
        double lower = sample.get(i);
        while (seen <= n / 2) {
            seen += drawn[++i];
        }
        double upper = sample.get(i);
        return lower == upper ? lower : lower + 0.5 * (upper - lower); // infinity minus itself is not a number
    }
}
