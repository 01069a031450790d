package lockstep.statistics;

import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import lockstep.model.PythonRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it the interval of a median could be too narrow, or depend on the run, and nobody would see. */
class BootstrapIntervalTest {

    /**
     * What infinitely many resamples give. For odd n the median of a resample is at most the value number j (from 1) with the
     * probability that at least (n + 1) / 2 of n draws are among the first j (Efron 1979, section 3):
     *
     * <pre>
     *   from math import comb
     *   for n in 5, 15, 25, 31:
     *       below = [sum(comb(n, k) * (j/n)**k * (1 - j/n)**(n-k) for k in range((n+1)//2, n+1)) for j in range(n+1)]
     *       print(n, [j for j in range(n+1) if below[j] > 0.025][0], [j for j in range(n+1) if below[j] >= 0.975][0])
     * </pre>
     *
     * <p>n = 11, 21 would do as well; 15 would not: 0.0255 is too near 0.025 for 10,000 resamples (standard error 0.0016).
     */
    @ParameterizedTest
    @CsvSource({"5, 1, 5", "11, 3, 9", "21, 7, 15", "25, 8, 18", "31, 11, 21"})
    void matchesEfronsExactDistribution(int n, double low, double high) {
        Sample sample = Sample.of(IntStream.rangeClosed(1, n).asDoubleStream().toArray());
        assertThat(BootstrapInterval.ofMedian(sample)).isEqualTo(new BootstrapInterval(low, high));
    }

    /**
     * All 6^6 resamples of six values, their medians counted in Python with {@code itertools.product}: at most 1.0 with
     * probability 0.009, at most 1.5 with 0.035; at most 20 with 0.965, at most 24 with 0.991.
     */
    @Test
    void matchesFullEnumerationForAnEvenNumber() {
        Sample sample = Sample.of(1, 2, 4, 8, 16, 32);
        assertThat(BootstrapInterval.ofMedian(sample)).isEqualTo(new BootstrapInterval(1.5, 24.0));
    }

    /** Likewise for 1, 2, 4, infinity: at most 4 with probability 0.738, the rest infinite; below 1.5: 0.051. */
    @Test
    void censoredValuesCanMakeTheUpperEndInfinite() {
        Sample sample = Sample.of(1, 2, 4, POSITIVE_INFINITY);
        assertThat(BootstrapInterval.ofMedian(sample)).isEqualTo(new BootstrapInterval(1.0, POSITIVE_INFINITY));
    }

    @Test
    void ofOneValueIsThatValue() {
        assertThat(BootstrapInterval.ofMedian(Sample.of(42))).isEqualTo(new BootstrapInterval(42, 42));
        assertThat(BootstrapInterval.ofMedian(Sample.of(POSITIVE_INFINITY)))
                .isEqualTo(new BootstrapInterval(POSITIVE_INFINITY, POSITIVE_INFINITY));
    }

    /**
     * For n = 25 the interval is from the 8th to the 18th value (above), and covers the true median when between 8 and 17 of
     * the 25 are below it: {@code sum(comb(25, i) for i in range(8, 18)) / 2**25} = 0.9567, whatever the distribution. The
     * share in 500 samples has a standard error of 0.009: three of them.
     */
    @Test
    void coversTheTrueMedianAsOftenAsItShould() {
        PythonRandom random = new PythonRandom(1);
        int covered = 0;
        for (int s = 0; s < 500; s++) {
            double[] values = new double[25];
            Arrays.setAll(values, i -> StrictMath.exp(random.uniform(-3.0, 3.0))); // skewed, with median 1
            BootstrapInterval interval = BootstrapInterval.ofMedian(Sample.of(values));
            covered += interval.low() <= 1.0 && 1.0 <= interval.high() ? 1 : 0;
        }
        assertThat(covered / 500.0).isBetween(0.9567 - 0.027, 0.9567 + 0.027);
    }

    /**
     * Of a large sample only the middle is counted. The same draws, each resample sorted as a whole, have to give the same; a
     * sample of another size in between must not leave its own behind.
     */
    @Test
    void countingTheMiddleGivesWhatSortingGives() {
        for (int n : new int[] {1000, 999, 40}) {
            PythonRandom random = new PythonRandom(1979);
            double[] medians = new double[10_000];
            for (int r = 0; r < medians.length; r++) {
                double[] resample = new double[n];
                Arrays.setAll(resample, i -> (int) (n * random.random()));
                Arrays.sort(resample);
                medians[r] = (resample[(n - 1) / 2] + resample[n / 2]) / 2.0;
            }
            Arrays.sort(medians);
            Sample sample = Sample.of(IntStream.range(0, n).asDoubleStream().toArray());
            assertThat(BootstrapInterval.ofMedian(sample))
                    .isEqualTo(new BootstrapInterval(medians[250], medians[9_749]));
        }
    }

    /**
     * The medians of resamples of n values are spread over ranks with a standard deviation of {@code sqrt(n) / 2}, 32 here; the
     * 2.5 % end of 10,000 of them has a standard error of 0.027 of that, a rank. Three of these, and one for the rounding of ranks.
     */
    @Test
    void ofManyValuesItGoesOnWhereTheDrawsEnd() {
        Sample drawn = ranks(4096);
        Sample counted = ranks(4097);

        assertThat(BootstrapInterval.ofMedian(counted).low())
                .isCloseTo(BootstrapInterval.ofMedian(drawn).low(), within(4.0));
        assertThat(BootstrapInterval.ofMedian(counted).high())
                .isCloseTo(BootstrapInterval.ofMedian(drawn).high(), within(4.0));
    }

    private static Sample ranks(int n) {
        return Sample.of(IntStream.range(0, n).asDoubleStream().toArray());
    }
}
