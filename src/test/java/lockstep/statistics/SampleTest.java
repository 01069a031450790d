package lockstep.statistics;

import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Without it a mean, a spread or a quartile in the results could follow another definition than the one documented. */
class SampleTest {

    /** Their mean is 5, the squares of their distances from it add up to 32, and there are 8: the root of 32 / 7. */
    @Test
    void standardDeviationDividesByOneLess() {
        Sample sample = Sample.of(2, 4, 4, 4, 5, 5, 7, 9);
        assertThat(sample.mean()).isEqualTo(5.0);
        assertThat(sample.standardDeviation()).isEqualTo(Math.sqrt(32.0 / 7.0));
    }

    /** Python: {@code statistics.mean}, {@code statistics.stdev}; the latter is exact, ours may be an ulp off. */
    @Test
    void meanAndStandardDeviationMatchPython() {
        Sample sample = Sample.of(124, 131, 150, 98, 210);
        assertThat(sample.mean()).isEqualTo(142.6);
        assertThat(sample.standardDeviation()).isCloseTo(42.03332011630773, within(1e-14));
    }

    @Test
    void whatCannotBeKnownIsNotANumber() {
        assertThat(Sample.of().mean()).isNaN();
        assertThat(Sample.of().standardDeviation()).isNaN();
        assertThat(Sample.of(7).mean()).isEqualTo(7.0);
        assertThat(Sample.of(7).standardDeviation()).isNaN();
    }

    /** NumPy: {@code quantile([3, 1, 4, 1, 5, 9, 2, 6], [0, .25, .5, .75, .9, 1])}; 0.9 is not a double, so 6.9 is rounded. */
    @Test
    void quantilesMatchNumPy() {
        Sample sample = Sample.of(3, 1, 4, 1, 5, 9, 2, 6);
        assertThat(sample.quantile(0.0)).isEqualTo(1.0);
        assertThat(sample.quantile(0.25)).isEqualTo(1.75);
        assertThat(sample.median()).isEqualTo(3.5);
        assertThat(sample.quantile(0.75)).isEqualTo(5.25);
        assertThat(sample.quantile(0.9)).isCloseTo(6.9, within(1e-14));
        assertThat(sample.quantile(1.0)).isEqualTo(9.0);
    }

    @Test
    void censoredValuesSortLast() {
        double inf = POSITIVE_INFINITY;
        assertThat(Sample.of(inf, 10, 30).median()).isEqualTo(30.0);
        assertThat(Sample.of(inf, 10, 30, 20).median()).isEqualTo(25.0);
        assertThat(Sample.of(inf, 10, 30, inf).median()).isEqualTo(inf); // between 30 and later than the budget
        assertThat(Sample.of(inf, 10, inf).median()).isEqualTo(inf);
        assertThat(Sample.of(inf, inf).median()).isEqualTo(inf);
        assertThat(Sample.of(inf, 10, 30, 20, 40).quantile(0.75)).isEqualTo(40.0);
    }
}
