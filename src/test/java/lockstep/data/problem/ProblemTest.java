package lockstep.data.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import lockstep.model.Examples;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a problem with a wrong table would still be learned, and agreed on. */
class ProblemTest {

    /** A unit in the last place or two: CPython has sines, cosines and logarithms from the C library. */
    private static final Offset<Double> LAST_DIGIT = within(5e-16);

    @ParameterizedTest
    @CsvSource({"and, 0 0 0 1", "or, 0 1 1 1", "nand, 1 1 1 0", "xor, 0 1 1 0"})
    void aGateIsItsTableInTheOrderOfBpnn(String name, String table) {
        Examples examples = examples(name);

        assertThat(examples.inputs()).isEqualTo(2);
        assertThat(examples.outputs()).isEqualTo(1);
        assertThat(examples.inputValues()).containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
        assertThat(examples.targetValues()).containsExactly(numbers(table));
    }

    @Test
    void parityIsWhetherTheOnesAreOdd() {
        Examples two = examples("parity", "n", 2);
        assertThat(two.inputValues()).containsExactly(examples("xor").inputValues());
        assertThat(two.targetValues()).containsExactly(examples("xor").targetValues());

        Examples three = examples("parity", "n", 3, "low", -1, "high", 1);
        assertThat(three.inputValues())
                .containsExactly(numbers("0 0 0  0 0 1  0 1 0  0 1 1  1 0 0  1 0 1  1 1 0  1 1 1"));
        assertThat(three.targetValues()).containsExactly(-1, 1, 1, -1, 1, -1, -1, 1);
        assertThat(examples("parity").size()).as("four bits").isEqualTo(16);
    }

    @Test
    void anEncodersTargetsAreItsInputs() {
        Examples encoder = examples("encoder", "n", 3);
        assertThat(encoder.inputValues()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
        assertThat(encoder.targetValues()).containsExactly(encoder.inputValues());

        Examples complement = examples("complement_encoder", "n", 3, "low", -1);
        assertThat(complement.inputValues()).containsExactly(0, 1, 1, 1, 0, 1, 1, 1, 0);
        assertThat(complement.targetValues()).containsExactly(-1, 1, 1, 1, -1, 1, 1, 1, -1);
    }

    /** Wieland's C program, which prints with %8.5f, as src/test/python/problems.py repeats it. */
    @Test
    void theTwoSpiralsAreWielands() {
        Examples spirals = examples("two_spirals");

        assertThat(spirals.size()).isEqualTo(194);
        assertThat(Arrays.copyOf(spirals.inputValues(), 8))
                .containsExactly(numbers("0 6.5 0 -6.5 1.25589 6.31381 -1.25589 -6.31381"), within(5e-6));
        assertThat(Arrays.copyOfRange(spirals.inputValues(), 380, 388))
                .containsExactly(numbers("-0.10974 0.55169 0.10974 -0.55169 0 0.5 0 -0.5"), within(5e-6));
        assertThat(spirals.targetValues()).startsWith(1, 0, 1, 0).endsWith(1, 0);
    }

    /**
     * Some rows of two-spiral.train, which comes with FANN: the axes are the other way round, and (x + 6.5) / 13 is printed with
     * six digits, of which the last is off where pi was cut.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 1",
        "0.985677, 0.596608, 1",
        "0.014323, 0.403392, 0",
        "0.953056, 0.687662, 1",
        "0.910232, 0.581604, 0",
        "0.500003, 0.423077, 1",
        "0.550746, 0.575954, 0",
        "0.538462, 0.500002, 1"
    })
    void theTwoSpiralsAreThoseOfOtherCollections(double y, double x, double spiral) {
        Examples spirals = examples("two_spirals");

        int found = 0;
        for (int row = 0; row < spirals.size(); row++) {
            boolean here = Math.abs((spirals.inputValues()[2 * row] + 6.5) / 13 - x) < 1e-5
                    && Math.abs((spirals.inputValues()[2 * row + 1] + 6.5) / 13 - y) < 1e-5;
            if (here) {
                found++;
                assertThat(spirals.targetValues()[row]).isEqualTo(spiral);
            }
        }
        assertThat(found).isEqualTo(1);
    }

    /** From src/test/python/problems.py. */
    @Test
    void pythonDrawsTheSameMoons() {
        Examples moons = examples("moons", "n", 5, "noise", 0.2, "seed", 3);

        assertThat(moons.inputValues())
                .containsExactly(
                        new double[] {
                            1.018941607657461,
                            0.2500048762167101,
                            -1.1862756735441415,
                            0.19847545610384817,
                            -0.05183090753868681,
                            0.4476978032037652,
                            1.3799450556929513,
                            -0.46849258567325613,
                            1.991415149241551,
                            0.6458996972871217
                        },
                        LAST_DIGIT);
        assertThat(moons.targetValues()).containsExactly(0, 0, 1, 1, 1);
    }

    /** From src/test/python/problems.py. */
    @Test
    void pythonDrawsTheSameCircles() {
        Examples circles = examples("circles", "n", 5, "factor", 0.5, "noise", 0.1, "seed", 7);

        assertThat(circles.inputValues())
                .containsExactly(
                        new double[] {
                            0.9744119711552399,
                            0.0511431512516514,
                            -1.0226096164783105,
                            -0.03150684223311842,
                            0.4069981809677232,
                            -0.02133019474212037,
                            -0.1388082619013678,
                            0.47542737030481297,
                            -0.14631209211103358,
                            -0.40812242912571006
                        },
                        LAST_DIGIT);
        assertThat(circles.targetValues()).containsExactly(0, 0, 1, 1, 1);
    }

    @Test
    void withoutNoiseTheArcsAreArcs() {
        double[] moons = examples("moons", "n", 6, "noise", 0).inputValues();
        assertThat(moons).containsExactly(numbers("1 0  0 1  -1 0  0 0.5  1 -0.5  2 0.5"), LAST_DIGIT);
        double[] circles =
                examples("circles", "n", 8, "noise", 0, "factor", 0.25).inputValues();
        assertThat(circles)
                .containsExactly(numbers("1 0  0 1  -1 0  0 -1  0.25 0  0 0.25  -0.25 0  0 -0.25"), LAST_DIGIT);
    }

    @Test
    void theSineIsOnePeriodWithBothEnds() {
        Examples sine = examples("sine", "n", 5);

        assertThat(sine.inputValues()).containsExactly(-Math.PI, -Math.PI / 2, 0, Math.PI / 2, Math.PI);
        assertThat(sine.targetValues()).containsExactly(new double[] {0, -1, 0, 1, 0}, LAST_DIGIT);
    }

    @Test
    void noTwoProblemsShareAName() {
        assertThat(Problem.ALL).extracting(Problem::name).doesNotHaveDuplicates();
    }

    @Test
    void aCodingNeedsTwoDifferentNumbers() {
        assertThatThrownBy(() -> examples("parity", "low", 1, "high", 1))
                .hasMessage("low is 1.0 and high is 1.0; expected low below high");
    }

    /** A problem with some of its parameters given, the others at their defaults. */
    static Examples examples(String name, Object... namesAndValues) {
        Problem problem = Problem.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, Double> arguments = new HashMap<>();
        problem.parameters()
                .forEach(each -> arguments.put(each.name(), each.byDefault().orElseThrow()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            arguments.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
        }
        return problem.make().apply(arguments);
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.trim().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
