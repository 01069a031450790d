package lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it the claim that three lines of Python reproduce the start of any run would be hearsay. The numbers are CPython's:
 * src/test/python/python_random.py prints them.
 */
class PythonRandomTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.8444218515250481, 0.7579544029403025, 0.420571580830845, 0.25891675029296335, 0.004509888547443414, -0.03802634501983429, 2038619574, 8749125360, 0.35379132951924075",
        "777, 0.22933408950153078, 0.44559617334521107, 0.36859824937216046, 0.269835098321503, -0.06554254133199292, 0.10092654240124632, 1359024687, 6985074132, 0.10715865068678154",
        "-1, 0.13436424411240122, 0.8474337369372327, 0.763774618976614, 0.2550690257394217, -0.001825965163223614, -0.02020357408450474, 7524908136, 5860273491, 0.6495461355254983",
        "4294967296, 0.11299430095636409, 0.41782886486292836, 0.0166763664992291, 0.6117214625782752, 0.12225880850056742, -0.06739552069353036, 5462391078, 1234759680, 0.35351188113202736",
        "9223372036854775807, 0.3166448820870279, 0.631259308253863, 0.8035542479972343, 0.45346382341714553, -0.009282881696648593, 0.08598386306061268, 1360875249, 9257348601, 0.730482812178757",
        "-9223372036854775808, 0.5534639983914199, 0.9406144709090462, 0.24199432111690833, 0.8512870110731147, -0.16609770847234087, 0.1016109029447162, 3209165748, 3159728046, 0.42226008243358826"
    })
    void itDrawsWhatPythonDraws(
            long seed,
            double random1,
            double random2,
            double random3,
            double random4,
            double uniform1,
            double uniform2,
            String shuffled,
            String shuffledAgain,
            double last) {
        PythonRandom random = new PythonRandom(seed);

        assertThat(new double[] {random.random(), random.random(), random.random(), random.random()})
                .containsExactly(random1, random2, random3, random4);
        assertThat(new double[] {random.uniform(-0.2, 0.2), random.uniform(-0.2, 0.2)})
                .containsExactly(uniform1, uniform2);
        int[] order = upTo(10);
        random.shuffle(order);
        assertThat(digits(order)).isEqualTo(shuffled);
        random.shuffle(order);
        assertThat(digits(order)).isEqualTo(shuffledAgain);
        assertThat(random.random()).isEqualTo(last);
    }

    @Test
    void aLongListIsShuffledAsPythonDoes() {
        int[] order = upTo(1000);
        new PythonRandom(777).shuffle(order);

        long sum = 0;
        for (int place = 0; place < order.length; place++) {
            sum += (long) order[place] * place;
        }
        assertThat(order).startsWith(349, 742, 167, 564, 30).endsWith(589, 377, 998, 456, 234);
        assertThat(sum).isEqualTo(250251664);
    }

    /** Within two units in the last place: CPython takes log, cos and sin from the C library, and so do different machines. */
    @ParameterizedTest
    @CsvSource({
        "0, 1.4708577023403322, 0.3017109476494251, 0.6601427759607894, 0.5112747213686085, 1.18525178373033, 0.2764384367863172, 0.30331272607892745",
        "777, 1.07031913377747, 1.5385036525615956, 0.7311074266306261, 0.3361436466700177, 1.2914433440764592, 1.016465488981555, 0.9122532879410743"
    })
    void itsNormalNumbersArePythons(
            long seed, double g1, double g2, double g3, double random, double g4, double g5, double last) {
        PythonRandom python = new PythonRandom(seed);

        assertThat(python.gauss(1, 0.5)).isCloseTo(g1, within(2 * Math.ulp(g1)));
        assertThat(python.gauss(1, 0.5)).isCloseTo(g2, within(2 * Math.ulp(g2)));
        assertThat(python.gauss(1, 0.5)).isCloseTo(g3, within(2 * Math.ulp(g3)));
        assertThat(python.random()).isEqualTo(random);
        assertThat(python.gauss(1, 0.5)).isCloseTo(g4, within(2 * Math.ulp(g4)));
        assertThat(python.gauss(1, 0.5)).isCloseTo(g5, within(2 * Math.ulp(g5)));
        assertThat(python.random()).isEqualTo(last);
    }

    @Test
    void aSeedAndItsNegativeAreTheSame() {
        assertThat(new PythonRandom(-777).random()).isEqualTo(new PythonRandom(777).random());
    }

    /** 100,000 numbers, added up in the order they come: had one another last bit, or one draw more, it would show. */
    @Test
    void normalNumbersArePythons() {
        PythonRandom random = new PythonRandom(777);
        assertThat(new double[] {
                    random.normal(0.0, 1.0), random.normal(0.0, 1.0), random.normal(0.0, 1.0), random.normal(0.0, 1.0)
                })
                .containsExactly(-0.8375391068870013, -0.3087293729130857, -1.1349159753930937, 0.3435598556866416);
        double total = 0.0;
        for (int draw = 0; draw < 100_000; draw++) {
            total += random.normal(0.5, 2.0);
        }
        assertThat(total).isEqualTo(49802.76186909617);
        assertThat(random.random()).isEqualTo(0.43998953374418037);
    }

    private static int[] upTo(int n) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private static String digits(int[] order) {
        return Arrays.stream(order).mapToObj(String::valueOf).collect(Collectors.joining());
    }
}
