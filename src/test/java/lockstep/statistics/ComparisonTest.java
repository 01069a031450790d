package lockstep.statistics;

import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a difference between two optimizers could be called certain that chance alone would make. */
class ComparisonTest {

    /** SciPy 1.17, {@code norm.sf}. The series and the fraction meet at 3. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "0.5, 0.3085375387259869",
        "-0.5, 0.6914624612740131",
        "1, 0.15865525393145707",
        "1.96, 0.024997895148220435",
        "2.9999, 0.001350341282954925",
        "3.0001, 0.0013494549132607172",
        "3.5, 0.00023262907903552502",
        "5, 2.866515718791933e-07",
        "8, 6.22096057427174e-16",
        "20, 2.7536241186061556e-89",
        "37, 5.7255712225239266e-300"
    })
    void theNormalTailMatchesSciPy(double z, double p) {
        assertThat(Normal.upperTail(z)).isCloseTo(p, within(1e-12 * p)); // 1/2 less the series cancels up to 3 digits
    }

    /** SciPy 1.17, {@code mannwhitneyu(x, y, method='asymptotic')}: the example of its documentation, and one with ties. */
    @Test
    void mannWhitneyMatchesSciPy() {
        MannWhitney plain = MannWhitney.of(new double[] {19, 22, 16, 29, 24}, new double[] {20, 11, 17, 12});
        assertThat(plain.u()).isEqualTo(17.0);
        assertThat(plain.p()).isCloseTo(0.11134688653314041, within(1e-14));

        double inf = POSITIVE_INFINITY;
        MannWhitney tied =
                MannWhitney.of(new double[] {1, 2, 2, 3, 5, 9, inf, inf}, new double[] {2, 4, 4, 5, 8, inf, 12});
        assertThat(tied.u()).isEqualTo(23.5);
        assertThat(tied.p()).isCloseTo(0.640428787412791, within(1e-14));
    }

    @Test
    void mannWhitneyOfTheSameIsNoDifference() {
        double[] never = {POSITIVE_INFINITY, POSITIVE_INFINITY};
        assertThat(MannWhitney.of(never, never)).isEqualTo(new MannWhitney(2.0, 1.0));
    }

    /** SciPy 1.17, {@code binomtest(wins, wins + losses).pvalue}. */
    @ParameterizedTest
    @CsvSource({
        "8, 2, 0.109375",
        "2, 8, 0.109375",
        "3, 17, 0.0025768280029296875",
        "60, 40, 0.05688793364098089",
        "0, 5, 0.0625",
        "0, 1, 1",
        "7, 6, 1",
        "4, 4, 1",
        "0, 0, 1",
        "900, 1100, 8.45708953550381e-06"
    })
    void theSignTestMatchesSciPy(int wins, int losses, double p) {
        assertThat(SignTest.of(wins, losses).p()).isCloseTo(p, within(1e-12 * p));
    }

    /** R: {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")}; and by hand. */
    @Test
    void holmMatchesR() {
        double[] adjusted = Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005});
        assertThat(adjusted).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        assertThat(Holm.adjusted(new double[] {0.5, 0.9})).containsExactly(1.0, 1.0);
        assertThat(Holm.adjusted(new double[0])).isEmpty();
    }

    /** The table of every book on the sign test: 6 values, 1st to 6th; 10, 2nd to 9th; 20, 6th to 15th; 100, 40th to 61st. */
    @ParameterizedTest
    @CsvSource({"6, 1, 6", "10, 2, 9", "20, 6, 15", "100, 40, 61"})
    void theMedianIsBetweenTwoOrderStatistics(int n, double low, double high) {
        Sample sample = Sample.of(IntStream.rangeClosed(1, n).asDoubleStream().toArray());
        assertThat(MedianInterval.of(sample)).isEqualTo(new MedianInterval(low, high));
    }

    @Test
    void fiveValuesSayTooLittleOfTheirMedian() {
        assertThat(MedianInterval.of(Sample.of(1, 2, 3, 4, 5)))
                .isEqualTo(new MedianInterval(Double.NEGATIVE_INFINITY, POSITIVE_INFINITY));
    }

    /**
     * By hand, of 1, 2, 3, 4: with two tries of the six pairs, three hold the 1, two more begin at 2: the best is at most 1 with
     * 1/2, at most 2 with 5/6.
     */
    @Test
    void theBestOfAFewTries() {
        Sample costs = Sample.of(3, 1, 4, 2);
        assertThat(BestOf.quantile(costs, 1, 0.5)).isEqualTo(2.0);
        assertThat(BestOf.quantile(costs, 2, 0.5)).isEqualTo(1.0);
        assertThat(BestOf.quantile(costs, 2, 0.75)).isEqualTo(2.0);
        assertThat(BestOf.quantile(costs, 2, 0.9)).isEqualTo(3.0);
        assertThat(BestOf.quantile(costs, 4, 0.999)).isEqualTo(1.0);
        assertThat(BestOf.quantile(Sample.of(POSITIVE_INFINITY, 7), 1, 0.75)).isEqualTo(POSITIVE_INFINITY);
    }

    /**
     * By hand: on three problems the first solver is the best, twice the best and ten times the best; the second likewise but
     * for one that it fails; a fourth problem nobody solves. log 2 / log 100 = 0.1505, log 10 / log 100 = 0.5.
     */
    @Test
    void performanceProfiles() {
        double inf = POSITIVE_INFINITY;
        var profiles = PerformanceProfile.of(new double[][] {{5, inf}, {20, 10}, {100, 10}, {inf, inf}});
        assertThat(profiles.get(0).points())
                .containsExactly(
                        new PerformanceProfile.Point(1, 0.25),
                        new PerformanceProfile.Point(2, 0.5),
                        new PerformanceProfile.Point(10, 0.75));
        assertThat(profiles.get(0).area()).isCloseTo((1.0 + 0.8495 + 0.5) / 4.0, within(1e-4));
        assertThat(profiles.get(1).points()).containsExactly(new PerformanceProfile.Point(1, 0.5));
        assertThat(profiles.get(1).area()).isEqualTo(0.5);
    }

    /**
     * By hand: the first problem is solved before it begins by the first two solvers, by the third in 7 and by the fourth not at
     * all; in the second all solvers need as much, but for the fourth, which needs twice that.
     */
    @Test
    void aProblemThatIsSolvedBeforeItBegins() {
        var profiles = PerformanceProfile.of(new double[][] {{0, 0, 7, POSITIVE_INFINITY}, {5, 5, 5, 10}});
        PerformanceProfile best = new PerformanceProfile(List.of(new PerformanceProfile.Point(1, 1.0)), 1.0);
        PerformanceProfile half = new PerformanceProfile(List.of(new PerformanceProfile.Point(1, 0.5)), 0.5);
        assertThat(profiles.subList(0, 3)).containsExactly(best, best, half);
        assertThat(profiles.get(3).points()).containsExactly(new PerformanceProfile.Point(2, 0.5));
        assertThat(profiles.get(3).area()).isCloseTo(0.8495 / 2.0, within(1e-4));
    }
}
