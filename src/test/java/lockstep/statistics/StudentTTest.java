package lockstep.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a wrong tail would part optimizers that are equal, or none at all, and no other figure would show it. */
class StudentTTest {

    /** SciPy: {@code 2 * scipy.stats.t.sf(abs(t), n)}. Both sum a fraction of some tens of terms: 1e-12 of the value. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 0.7048327646991335",
        "2, 3, 0.13932596855884305",
        "-1, 10, 0.34089313230206",
        "3, 7, 0.019942126131992536",
        "8, 99, 2.4003038210568853e-12",
        "0.001, 50, 0.9992060947755017",
        "40, 5, 1.8411962171772954e-07",
        "2.5, 100000, 0.012420919192559051"
    })
    void equalsSciPys(double t, int n, double p) {
        assertThat(StudentT.twoSided(t, n)).isCloseTo(p, within(1e-12 * p));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "Infinity, 0", "1e300, 0"})
    void atTheEnds(double t, double p) {
        assertThat(StudentT.twoSided(t, 9)).isEqualTo(p);
    }
}
