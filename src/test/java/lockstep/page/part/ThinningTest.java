package lockstep.page.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Without it the one step of a hundred thousand at which the losses part could be missing from the chart. */
class ThinningTest {

    @Test
    void peaksOfEverySeriesStay() {
        double[] flat = new double[100_000];
        double[] spiked = new double[100_000];
        flat[77_777] = -1.0;
        spiked[12_345] = 1e9;

        int[] places = Thinning.of(100, flat, spiked);

        assertThat(places).contains(0, 12_345, 77_777, 99_999).isSorted().doesNotHaveDuplicates();
        assertThat(places).hasSizeLessThanOrEqualTo(2 + 4 * 100);
    }

    @Test
    void fewPointsAllStay() {
        assertThat(Thinning.of(10, new double[20]))
                .isEqualTo(IntStream.range(0, 20).toArray());
        assertThat(Thinning.of(10, new double[21])).hasSizeLessThan(21);
    }

    @Test
    void whatIsNotANumberGivesWay() {
        double[] values = new double[1000];
        Arrays.fill(values, Double.NaN);
        values[505] = 3.0;

        assertThat(Thinning.of(10, values)).contains(505);
        assertThat(Thinning.peaks(10, values)).contains(505);
    }

    @Test
    void aPeakForEachStretch() {
        double[] values = {1, 5, 2, 9, 9, 3, 0, 0, 0};

        assertThat(Thinning.peaks(3, values)).containsExactly(1, 3, 6);
        assertThat(Thinning.peaks(100, values)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Thinning.at(new int[] {1, 3}, values)).containsExactly(5, 9);
    }
}
