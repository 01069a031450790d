package lockstep.race.job;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;

import lockstep.model.Examples;
import org.junit.jupiter.api.Test;

/** Without it an answer could count as right that names another class, or none. */
class AccuracyTest {

    @Test
    void ofOneHotTargetsTheHighOneHasToBeHighest() {
        double[][] targets = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 1}};

        assertThat(accuracy(targets, 0.2, 0.1, 0.0, /* */ 9, 8, 7, /* */ -3, -2, -1, /* */ 0, 1, 1))
                .as("right although low; wrong; right although negative; a tie")
                .isEqualTo(0.5);
    }

    @Test
    void ofTheirComplementTheLowOneHasToBeLowest() {
        double[][] targets = {{-1, 1, 1}, {1, -1, 1}, {1, 1, -1}, {1, 1, -1}};

        assertThat(accuracy(targets, 0.1, 0.2, 0.3, /* */ 0.1, 0.2, 0.3, /* */ 1, 1, 0, /* */ 0.5, 0.5, 0.5))
                .as("right; wrong; right; a tie")
                .isEqualTo(0.5);
    }

    @Test
    void aSingleOutputHasToBeOnItsSideOfTheMiddle() {
        assertThat(accuracy(new double[][] {{0}, {1}, {0}, {1}, {1}}, 0.49, 0.51, 0.51, 0.49, 0.5))
                .as("right, right, wrong, wrong, on the line")
                .isEqualTo(0.4);
        assertThat(accuracy(new double[][] {{-1}, {1}, {1}, {1}}, -0.1, 0.1, -0.1, 0.6))
                .as("of -1 and 1 the middle is 0")
                .isEqualTo(0.75);
    }

    @Test
    void theMiddleIsThatOfTheTwoValues() {
        assertThat(accuracy(new double[][] {{1}, {3}}, 1.9, 2.1)).isEqualTo(1.0);
        assertThat(accuracy(new double[][] {{1}, {3}}, 2.1, 1.9)).isZero();
    }

    @Test
    void severalBitsHaveToBeRightAllOfThem() {
        double[][] targets = {{0, 0}, {0, 1}, {1, 1}, {1, 1}};

        assertThat(accuracy(targets, 0.1, 0.2, /* */ 0.9, 0.8, /* */ 0.9, 0.8, /* */ 0.9, 0.1))
                .isEqualTo(0.5);
    }

    @Test
    void whatIsNotANumberIsWrong() {
        assertThat(accuracy(new double[][] {{0}, {1}}, NaN, NaN)).isZero();
        assertThat(accuracy(new double[][] {{1, 0}, {0, 1}}, NaN, 0, 0, NaN)).isZero();
        assertThat(accuracy(new double[][] {{1, 0, 0}, {0, 1, 0}}, 1, NaN, 0, NaN, NaN, NaN))
                .isZero();
    }

    @Test
    void targetsOfOtherThanTwoValuesAreNoClasses() {
        assertThat(Accuracy.of(of(new double[][] {{0}, {0.5}}), of(new double[][] {{1}})))
                .isEmpty();
        assertThat(Accuracy.of(of(new double[][] {{1}, {1}}), of(new double[][] {{1}})))
                .isEmpty();
    }

    /** The part that is tested on may have one class only, or a zero of the other sign. */
    @Test
    void bothPartsTellWhatTheClassesAre() {
        Examples test = of(new double[][] {{-0.0}, {-0.0}});

        assertThat(Accuracy.of(of(new double[][] {{0}, {1}}), test)
                        .orElseThrow()
                        .of(test, new double[] {0.1, 0.9}))
                .isEqualTo(0.5);
    }

    private static double accuracy(double[][] targets, double... answers) {
        Examples examples = of(targets);
        return Accuracy.of(examples, examples).orElseThrow().of(examples, answers);
    }

    private static Examples of(double[][] targets) {
        return Examples.of(new double[targets.length][1], targets);
    }
}
