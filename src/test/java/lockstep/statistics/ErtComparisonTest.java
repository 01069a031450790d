package lockstep.statistics;

import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import lockstep.model.PythonRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it the order could be taken from the expected running time, and its certainty from something else. */
class ErtComparisonTest {

    private static final double BUDGET = 100.0;
    private static final double FAILED = -1.0;
    private static final StartCosts FIRST = costs(10, 20, FAILED, 30, 25, 40, 15, 12);
    private static final StartCosts SECOND = costs(30, 35, 33, 90, 41, FAILED, 70, 28);

    /**
     * CPython, a thousand times {@code [int(8 * random.random()) for _ in range(8)]} after {@code random.seed(1979)}, of each the
     * epochs divided by the successes, and of the sorted values numbers 25 and 974, from 0.
     */
    @Test
    void bootstrapsTheSameStartsOfBoth() {
        ErtBootstrap bootstrap = ErtBootstrap.of(List.of(FIRST, SECOND));
        assertThat(bootstrap.interval(0)).isEqualTo(new BootstrapInterval(17.0, 85.4));
        assertThat(bootstrap.interval(1)).isEqualTo(new BootstrapInterval(34.875, 112.6));
        ErtComparison comparison = compare(FIRST, SECOND);
        assertThat(comparison.ratio()).isEqualTo(36.0 / 61.0);
        assertThat(comparison.low()).isEqualTo(0.24601063829787234);
        assertThat(comparison.high()).isEqualTo(1.777259475218659);
    }

    /**
     * SciPy, with a success worth 679 / 14 epochs: {@code ttest_1samp} of {@code 7 z - 7 z'} has t = -0.9605, {@code skew} is
     * 1.0579, and {@code t.sf} of Hall's cubic 0.4567 on both sides; without the cubic it is 0.3688, and of the bootstrap's
     * ratios 33 % are beyond 1, counted twice. The flips are not asked.
     */
    @Test
    void theSkewedTIsTheLargest() {
        assertThat(compare(FIRST, SECOND).p()).isCloseTo(0.45668981979004397, within(1e-12));
    }

    /** Faster by the same in each of m starts: 2 / 2^m, by the flips; what the others say, 0, is too small. */
    @ParameterizedTest
    @CsvSource({"1, 1.0", "2, 0.5", "5, 0.0625", "6, 0.03125"})
    void fewStartsShowLittle(int starts, double p) {
        double[] sevens = new double[starts];
        double[] eights = new double[starts];
        Arrays.fill(sevens, 7.0);
        Arrays.fill(eights, 8.0);
        ErtComparison comparison = compare(costs(sevens), costs(eights));
        assertThat(comparison.p()).isEqualTo(p);
        assertThat(comparison.ratio()).isEqualTo(0.875);
        assertThat(comparison.low()).isEqualTo(0.875);
        // five starts do not part the two, whatever a bootstrap of them says
        assertThat(comparison.high()).isEqualTo(starts < ErtComparison.FEWEST_STARTS ? 1.0 : 0.875);
    }

    /** One that never got there against one that did in seven starts of ten: the flips of those, 2 / 2^7. */
    @Test
    void neverIsParted() {
        StartCosts seven = costs(20, 30, 20, FAILED, 30, 30, FAILED, 20, FAILED, 30);
        double[] failures = new double[10];
        Arrays.fill(failures, FAILED);
        StartCosts never = costs(failures);
        ErtComparison comparison = compare(never, seven);
        assertThat(comparison.p()).isEqualTo(2.0 / 128);
        assertThat(comparison.ratio()).isEqualTo(POSITIVE_INFINITY);
        assertThat(List.of(comparison.low(), comparison.high())).containsOnly(POSITIVE_INFINITY);
        assertThat(compare(seven, never).ratio()).isZero();
        assertThat(compare(never, never)).isEqualTo(new ErtComparison(1.0, 1.0, 1.0, 1.0));
    }

    /** A single success more is no evidence, however many fail: it could as well have been the other's. */
    @Test
    void oneSuccessIsLuck() {
        double[] failures = new double[20];
        Arrays.fill(failures, FAILED);
        double[] once = failures.clone();
        once[3] = 50.0;
        assertThat(compare(costs(once), costs(failures)).p()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 100, 3000})
    void equalsAreEqual(int starts) {
        PythonRandom random = new PythonRandom(starts);
        double[] epochs = new double[starts];
        Arrays.setAll(epochs, i -> random.random() < 0.2 ? FAILED : Math.ceil(99.0 * random.random()));
        ErtComparison comparison = compare(costs(epochs), costs(epochs));
        assertThat(comparison).isEqualTo(new ErtComparison(1.0, 1.0, 1.0, 1.0));
        double[] none = new double[starts];
        assertThat(compare(costs(none), costs(none)).p()).isEqualTo(1.0); // there before they began
    }

    /** Both ways round it is the same comparison: the ratio is turned over, and so are its ends. */
    @Test
    void isSymmetric() {
        ErtComparison there = compare(FIRST, SECOND);
        ErtComparison back = compare(SECOND, FIRST);
        assertThat(back.p()).isCloseTo(there.p(), within(1e-12));
        assertThat(back.ratio()).isCloseTo(1.0 / there.ratio(), within(1e-15));
        assertThat(back.low()).isCloseTo(1.0 / there.high(), within(1e-15));
        assertThat(back.high()).isCloseTo(1.0 / there.low(), within(1e-15));
    }

    private static ErtComparison compare(StartCosts a, StartCosts b) {
        List<StartCosts> both = List.of(a, b);
        return ErtComparison.ofAll(both, ErtBootstrap.of(both)).get(0);
    }

    private static StartCosts costs(double... epochs) {
        double[] spent = epochs.clone();
        double[] reached = new double[epochs.length];
        for (int s = 0; s < spent.length; s++) {
            reached[s] = epochs[s] == FAILED ? 0.0 : 1.0;
            spent[s] = epochs[s] == FAILED ? BUDGET : epochs[s];
        }
        return new StartCosts(spent, reached);
    }
}
