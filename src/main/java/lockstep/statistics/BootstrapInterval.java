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

    /** Those of the last size of sample: a race's optimizers have as many results each. */
    private static volatile Middles last = Middles.draw(1);

    /**
     * The interval.
     *
     * @param sample of at least one value
     */
    public static BootstrapInterval ofMedian(Sample sample) {
        Middles middles = last;
        if (middles.size != sample.size()) {
            middles = Middles.draw(sample.size());
            last = middles;
        }
        double[] medians = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double lower = sample.get(middles.lower[r]);
            double upper = sample.get(middles.upper[r]);
            // infinity minus itself is not a number
            medians[r] = lower == upper ? lower : lower + 0.5 * (upper - lower);
        }
        Arrays.sort(medians);
        return new BootstrapInterval(medians[TAIL], medians[RESAMPLES - 1 - TAIL]);
    }

    /** Which values of a sample, counted in ascending order, are in the middle of each resample: a matter of its size alone. */
    private static final class Middles {

        private final int size;
        private final int[] lower = new int[RESAMPLES];
        private final int[] upper = new int[RESAMPLES];

        private Middles(int size) {
            this.size = size;
        }

        static Middles draw(int size) {
            Middles middles = new Middles(size);
            PythonRandom random = new PythonRandom(SEED);
            int[] drawn = new int[size]; // how often each value of the sample is in the resample
            for (int r = 0; r < RESAMPLES; r++) {
                Arrays.fill(drawn, 0);
                for (int i = 0; i < size; i++) {
                    drawn[(int) (size * random.random())]++;
                }
                middles.find(r, drawn);
            }
            return middles;
        }

        /** The sample is in ascending order, so counting up to the middle takes the place of sorting. */
        private void find(int r, int[] drawn) {
            int i = 0;
            int seen = drawn[0];
            while (seen <= (size - 1) / 2) {
                seen += drawn[++i];
            }
            lower[r] = i;
            while (seen <= size / 2) {
                seen += drawn[++i];
            }
            upper[r] = i;
        }
    }
}
