package lockstep.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a success rate could be reported with more certainty than so many seeds give. */
class WilsonIntervalTest {

    /** Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3, to its four places. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void matchesNewcombesTable(int successes, int trials, double low, double high) {
        WilsonInterval interval = WilsonInterval.of(successes, trials);
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    /**
     * SciPy 1.x: {@code binomtest(k, n).proportion_ci(0.95, 'wilson')}. It orders its operations otherwise, and has other last
     * digits: 1e-15.
     */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2552885198782742, 0.36620957698280004",
        "1, 29, 0.006113214292762667, 0.17175521879320282",
        "95, 100, 0.8882495307680809, 0.978456320845632",
        "100, 100, 0.9630065017930143, 1.0",
        "0, 20, 0.0, 0.16112515805281935"
    })
    void matchesSciPy(int successes, int trials, double low, double high) {
        WilsonInterval interval = WilsonInterval.of(successes, trials);
        assertThat(interval.low()).isCloseTo(low, within(1e-15));
        assertThat(interval.high()).isCloseTo(high, within(1e-15));
    }

    /** Not 1e-17 or 0.9999999999999999. */
    @ParameterizedTest
    @CsvSource({"1", "3", "7", "20", "100", "1000"})
    void endsExactlyAtNoneAndAll(int trials) {
        assertThat(WilsonInterval.of(0, trials).low()).isZero();
        assertThat(WilsonInterval.of(trials, trials).high()).isEqualTo(1.0);
    }
}
