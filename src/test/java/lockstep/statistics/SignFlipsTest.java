package lockstep.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import lockstep.model.PythonRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a difference that luck alone makes every other time could be taken for one of the optimizers. */
class SignFlipsTest {

    /** All on one side: of 2^m ways, the given one and its opposite. So five starts show nothing at 5 %, and six may. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 0.5", "5, 0.0625", "6, 0.03125", "12, 0.00048828125"})
    void allOnOneSide(int m, double p) {
        assertThat(SignFlips.p(IntStream.rangeClosed(1, m).asDoubleStream().toArray()))
                .isEqualTo(p);
    }

    /** Counted in Python with {@code itertools.product((1, -1), repeat=8)}: 98 of 256. A difference of 0 counts for nothing. */
    @Test
    void countsAllWaysOfAFew() {
        assertThat(SignFlips.p(new double[] {-20, -15, 0, 115.5, -60, -16, -108.5, 0, -55, -16}))
                .isEqualTo(98.0 / 256);
    }

    @Test
    void noDifferenceAndABalanceAreNone() {
        assertThat(SignFlips.p(new double[] {0, 0, 0})).isEqualTo(1.0);
        assertThat(SignFlips.p(new double[0])).isEqualTo(1.0);
        assertThat(SignFlips.p(new double[] {0.1, 0.2, -0.3})).isEqualTo(1.0); // but for rounding: 5.6e-17
    }

    /**
     * Python, with the same draws: {@code random.seed(1935); B = [int(256 * random.random()) for _ in range(4095 * 64)]}, and
     * number i of draw r is turned if {@code B[r * 64 + i // 8] >> i % 8 & 1}: 1,454 of 4,095 are as far, and so is the given
     * way. Of all 2^16, 36.5 % are, from which so many draws are less than 1.4 standard errors away.
     */
    @Test
    void drawsFromMany() {
        double[] d = {3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5, -8, 9, 7, -9, 3};
        assertThat(SignFlips.p(d)).isEqualTo(1455.0 / 4096);
    }

    /** The same of thirteen, which fill no second eight: a bit beyond the last difference turns nothing. 1,265 of 4,095; of all, 31.6 %. */
    @Test
    void drawsFromANumberThatIsNoMultipleOfEight() {
        double[] d = {3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5, -8, 9};
        assertThat(SignFlips.p(d)).isEqualTo(1266.0 / 4096);
    }

    /** By hand: five numbers, of which at most so many sums are wanted. */
    @Test
    void neighboursAreAddedUpInRunsOfOneLength() {
        double[] values = {1, 2, 4, 8, 16};
        assertThat(Neighbours.added(values, 5)).isEqualTo(values);
        assertThat(Neighbours.added(values, 4)).containsExactly(3, 12, 16);
        assertThat(Neighbours.added(values, 2)).containsExactly(7, 24);
        assertThat(Neighbours.added(values, 1)).containsExactly(31);
        assertThat(Neighbours.added(new double[0], 1)).isEmpty();
    }

    /** SciPy: {@code 2 * norm.sf(9) / (4 * norm.sf(2 ** 0.5))}, for 81 equal differences. */
    @Test
    void boundsWhatNoDrawWouldReach() {
        double[] d = new double[81];
        Arrays.fill(d, 2.5);
        assertThat(SignFlips.p(d)).isCloseTo(7.17478763636137e-19, within(1e-30));
    }

    /** Added up in runs, ten thousand give nearly what they give one by one, when their sum is normal: 4.55 % at two errors. */
    @Test
    void addsUpVeryMany() {
        PythonRandom random = new PythonRandom(2);
        double[] d = new double[10_000];
        Arrays.setAll(d, i -> random.normal(0.0, 1.0));
        double root = Math.sqrt(Arrays.stream(d).map(x -> x * x).sum());
        double shift = (2.0 * root - Arrays.stream(d).sum()) / d.length;
        // 4,096 ways have a standard error of 0.0033; the runs' own sum of squares differs by up to some 10 % from that
        // of all
        assertThat(SignFlips.p(Arrays.stream(d).map(x -> x + shift).toArray())).isBetween(0.025, 0.075);
    }
}
