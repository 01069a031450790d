package lockstep.statistics;

import java.util.Arrays;
import lockstep.model.PythonRandom;

/**
 * The percentile-bootstrap interval of a median at 95 %: the middle 95 % of the medians of samples drawn, with replacement, from
 * the sample. Either end is infinite if enough of the values are. Of more than {@value #LARGEST} values it is the {@link
 * MedianInterval}, from which it then differs by a few values at most, and which needs no draws.
 *
 * <p>Source: Efron, "Bootstrap methods: another look at the jackknife" (1979).
 */
public record BootstrapInterval(double low, double high) {

    private static final int LARGEST = 4096;

    private static final int RESAMPLES = 10_000;

    /** How many medians are cut off at each end: 2.5 %. */
    private static final int TAIL = RESAMPLES / 40;

    /** Always the same draws, so that a second run gives the same bytes. */
    private static final long SEED = 1979;

    /** Those of the last sample size: all the optimizers of a race have the same number of results. */
    private static volatile Middles last = Middles.draw(1);

    /**
     * The interval.
     *
     * @param sample of at least one value
     */
    public static BootstrapInterval ofMedian(Sample sample) {
        if (sample.size() > LARGEST) {
            MedianInterval interval = MedianInterval.of(sample);
            return new BootstrapInterval(interval.low(), interval.high());
        }
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

    /**
     * Which values of a sample, counted in ascending order, are in the middle of each resample, which depends only on its size.
     * In a large sample only the values near its own middle are counted one by one. The middle of a resample is seldom further
     * from there than half the root of the size; it has never yet been eight times as far, and if it were, all would be counted.
     */
    private static final class Middles {

        private final int size;
        private final int[] lower = new int[RESAMPLES];
        private final int[] upper = new int[RESAMPLES];

        private Middles(int size) {
            this.size = size;
        }

        static Middles draw(int size) {
            int reach = 8 + (int) (4.0 * Math.sqrt(size));
            int from = Math.max(0, size / 2 - reach);
            int end = Math.min(size, size / 2 + reach);
            Middles middles = new Middles(size);
            if (!middles.drawn(from, end)) {
                middles.drawn(0, size);
            }
            return middles;
        }

        /** Whether the middles of all resamples are among the values from {@code from} up to before {@code end}. */
        private boolean drawn(int from, int end) {
            PythonRandom random = new PythonRandom(SEED);
            int[] counts = new int[end - from]; // how often each of them is in the resample
            for (int r = 0; r < RESAMPLES; r++) {
                Arrays.fill(counts, 0);
                int below = 0; // how often one before them
                for (int i = 0; i < size; i++) {
                    int at = (int) (size * random.random()) - from;
                    below += at >>> 31; // 1 if negative; a branch would be guessed wrong every other time
                    if (Integer.compareUnsigned(at, counts.length) < 0) {
                        counts[at]++;
                    }
                }
                if (!find(r, below, counts, from)) {
                    return false;
                }
            }
            return true;
        }

        /** The sample is in ascending order, so counting up to the middle takes the place of sorting. */
        private boolean find(int r, int below, int[] counts, int from) {
            int i = 0;
            int seen = below + counts[0];
            while (seen <= (size - 1) / 2 && i < counts.length - 1) {
                seen += counts[++i];
            }
            lower[r] = from + i;
            while (seen <= size / 2 && i < counts.length - 1) {
                seen += counts[++i];
            }
            upper[r] = from + i;
            return below <= (size - 1) / 2 && seen > size / 2;
        }
    }
}
