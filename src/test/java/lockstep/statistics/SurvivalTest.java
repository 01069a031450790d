package lockstep.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Without it runs that were cut off could be counted as converged, or dropped, and a pace or a difference be made up. */
class SurvivalTest {

    /**
     * Freireich et al., "The effect of 6-mercaptopurine on the duration of steroid-induced remissions in acute leukemia" (1963),
     * weeks of remission: the worked example of most textbooks. The second group was given a placebo.
     */
    private static final double[] DRUG = {6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};

    private static final int DRUG_RELAPSED = 9; // the first so many; the others were censored
    private static final double[] PLACEBO = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

    /** SciPy 1.17: {@code ecdf(CensoredData(...)).sf}, and its {@code confidence_interval(method='log-log')}, eight places. */
    @Test
    void kaplanMeierMatchesSciPy() {
        KaplanMeier curve = KaplanMeier.of(DRUG, firstConverged(DRUG.length, DRUG_RELAPSED));
        double[][] expected = {
            {6, 21, 3, 0.85714286, 0.61971796, 0.95155175},
            {7, 17, 1, 0.80672269, 0.56314656, 0.92280902},
            {10, 15, 1, 0.75294118, 0.50319951, 0.88936184},
            {13, 12, 1, 0.69019608, 0.43161022, 0.84906596},
            {16, 11, 1, 0.62745098, 0.36751086, 0.80491219},
            {22, 7, 1, 0.53781513, 0.26777894, 0.74679072},
            {23, 6, 1, 0.44817927, 0.18805201, 0.68014263}
        };
        assertThat(curve.steps()).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            KaplanMeier.Step step = curve.steps().get(i);
            double[] found = {step.time(), step.atRisk(), step.converged(), step.survival(), step.low(), step.high()};
            assertThat(found).containsExactly(expected[i], within(5e-9));
        }
    }

    @Test
    void whereAllConvergedThereIsNoInterval() {
        KaplanMeier curve = KaplanMeier.of(PLACEBO, firstConverged(PLACEBO.length, PLACEBO.length));
        KaplanMeier.Step last = curve.steps().get(curve.steps().size() - 1);
        assertThat(last.survival()).isZero();
        assertThat(last.low()).isNaN();
        assertThat(last.high()).isNaN();
        assertThat(KaplanMeier.of(DRUG, new boolean[DRUG.length]).steps()).isEmpty();
    }

    /**
     * SciPy 1.17, {@code logrank}: its statistic squared, and its p. R's {@code survdiff} prints 16.8, and 19.25 and 10.75 as
     * expected.
     */
    @Test
    void logRankMatchesSciPy() {
        boolean[] relapsed = firstConverged(DRUG.length, DRUG_RELAPSED);
        boolean[] all = firstConverged(PLACEBO.length, PLACEBO.length);
        LogRank test = LogRank.of(DRUG, relapsed, PLACEBO, all);
        assertThat(test.observed()).isEqualTo(9);
        assertThat(test.expected()).isCloseTo(19.25, within(0.005));
        assertThat(test.chiSquare()).isCloseTo(16.792940989216536, within(1e-12));
        assertThat(test.p()).isCloseTo(4.168809109334529e-05, within(1e-16));
        LogRank reversed = LogRank.of(PLACEBO, all, DRUG, relapsed);
        assertThat(reversed.expected()).isCloseTo(10.75, within(0.005));
        assertThat(reversed.chiSquare()).isCloseTo(test.chiSquare(), within(1e-12));
    }

    @Test
    void groupsThatCannotBeToldApart() {
        LogRank none = LogRank.of(new double[] {9, 9}, new boolean[2], new double[] {9, 9}, new boolean[2]);
        assertThat(none.chiSquare()).isZero();
        assertThat(none.p()).isEqualTo(1.0);
        boolean[] all = {true, true};
        assertThat(LogRank.of(new double[] {1, 2}, all, new double[] {1, 2}, all)
                        .p())
                .isEqualTo(1.0);
    }

    private static boolean[] firstConverged(int size, int converged) {
        boolean[] flags = new boolean[size];
        Arrays.fill(flags, 0, converged, true);
        return flags;
    }
}
