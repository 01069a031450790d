package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import lockstep.data.problem.Problem;
import lockstep.model.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it what is held out could leak into what is learned, or be others than Python holds out. Rows and figures are from
 * src/test/python/problems.py.
 */
class PreparationTest {

    @ParameterizedTest
    @CsvSource({"10, 0.25, 1, 6 8, 9 7 5 3 0 4 1 2", "7, 0.5, 777, 0 6 4 2, 5 3 1"})
    void pythonHoldsTheSameOut(int size, double share, long seed, String test, String training) {
        Split.Parts parts = new Split(share, seed, false).of(numbered(new double[size]));

        assertThat(parts.test().orElseThrow().inputValues()).containsExactly(numbers(test));
        assertThat(parts.training().inputValues()).containsExactly(numbers(training));
    }

    /** Classes of 4, 6 and 2: a quarter of them is 1, round(1.5) = 2 and round(0.5) = 0. */
    @Test
    void stratifiedEachClassGivesItsShare() {
        Examples examples = numbered(numbers("0 0 0 0 1 1 1 1 1 1 -1 -1"));
        Split.Parts parts = new Split(0.25, 1, true).of(examples);

        assertThat(parts.test().orElseThrow().inputValues()).containsExactly(7, 0, 8);
        assertThat(parts.test().orElseThrow().targetValues()).containsExactly(1, 0, 1);
        assertThat(parts.training().inputValues()).containsExactly(11, 5, 6, 3, 10, 4, 1, 9, 2);
    }

    @Test
    void aThirdOfTheIrisesIsAThirdOfEachSpecies() {
        Split.Parts parts = new Split(0.3, 5, true).of(iris());

        double[] species = new double[3];
        double[] targets = parts.test().orElseThrow().targetValues();
        for (int i = 0; i < targets.length; i++) {
            species[i % 3] += targets[i];
        }
        assertThat(species).containsExactly(15, 15, 15);
        assertThat(parts.training().size()).isEqualTo(105);
    }

    @Test
    void zeroIsOneClassWhateverItsSign() {
        Split.Parts parts = new Split(0.5, 1, true).of(numbered(new double[] {0.0, -0.0, 1.0, 1.0}));

        assertThat(parts.test().orElseThrow().size()).isEqualTo(2);
    }

    @Test
    void aSideWithoutExamplesIsRefused() {
        assertThatThrownBy(() -> new Split(0.1, 1, false).of(numbered(new double[4])))
                .hasMessage("the split holds out 0 of 4 examples; expected at least one on each side");
        assertThatThrownBy(() -> new Split(0.9, 1, false).of(numbered(new double[4])))
                .hasMessage("the split holds out 4 of 4 examples; expected at least one on each side");
    }

    /** The mean is 0.35, the standard deviation (of a population) 0.22912878474779197. */
    @Test
    void meanAndDeviationAreThoseOfTheTrainingPart() {
        Examples training = Examples.of(new double[][] {{0.1}, {0.2}, {0.4}, {0.7}}, new double[4][1]);
        Examples test = Examples.of(new double[][] {{0.35}, {100}}, new double[2][1]);
        Standardization standardization = Standardization.of(training);

        assertThat(standardization.means()).containsExactly(0.35);
        assertThat(standardization.deviations()).containsExactly(0.22912878474779197);
        standardization.apply(training);
        standardization.apply(test);
        assertThat(training.inputValues()[3]).isEqualTo((0.7 - 0.35) / 0.22912878474779197);
        assertThat(test.inputValues()).containsExactly(0.0, (100 - 0.35) / 0.22912878474779197);
    }

    /** If the flowers held out took part in it, the training part's mean would not be 0. */
    @Test
    void whatIsHeldOutDoesNotShowInTheTrainingPart() {
        Split.Parts parts = new Preparation(Optional.of(new Split(0.2, 1, false)), true).of(iris());

        for (int column = 0; column < 4; column++) {
            double[] training = column(parts.training(), column);
            assertThat(Arrays.stream(training).average().orElseThrow()).isCloseTo(0, within(1e-14));
            assertThat(Arrays.stream(training).map(x -> x * x).average().orElseThrow())
                    .isCloseTo(1, within(1e-14));
            double heldOut = Arrays.stream(column(parts.test().orElseThrow(), column))
                    .average()
                    .orElseThrow();
            assertThat(Math.abs(heldOut)).isGreaterThan(1e-3);
        }
        assertThat(parts.training().targetValues()).containsOnly(0, 1);
    }

    /** The mean of three times 0.1 is 0.10000000000000002: without care, rounding would become an input of its own. */
    @Test
    void aColumnOfOneNumberBecomesZeros() {
        Examples examples = Examples.of(new double[][] {{0.1}, {0.1}, {0.1}}, new double[3][1]);

        Standardization.of(examples).apply(examples);

        assertThat(examples.inputValues()).containsOnly(0.0);
    }

    @Test
    void numbersOfNoCommonSizeAreRefused() {
        Examples huge = Examples.of(new double[][] {{0, 1e308}, {1, -1e308}}, new double[2][1]);
        Examples tiny = Examples.of(new double[][] {{0}, {1e-200}}, new double[2][1]);

        assertThatThrownBy(() -> Standardization.of(huge)).hasMessageContaining("of input 2 is beyond");
        assertThatThrownBy(() -> Standardization.of(tiny)).hasMessageContaining("of input 1 is beyond");
    }

    /** Each example's only input is its row. */
    private static Examples iris() {
        return Problem.ALL.stream()
                .filter(problem -> problem.name().equals("iris"))
                .findFirst()
                .orElseThrow()
                .byDefault();
    }

    private static Examples numbered(double[] targets) {
        double[] rows = new double[targets.length];
        Arrays.setAll(rows, row -> row);
        return new Examples(targets.length, 1, 1, rows, targets);
    }

    private static double[] column(Examples examples, int column) {
        double[] values = new double[examples.size()];
        Arrays.setAll(values, row -> examples.inputValues()[row * examples.inputs() + column]);
        return values;
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
