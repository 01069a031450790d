package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Without it a row of weights could get the correction of another beta, or of the step before. */
class StepTest {

    /** 0.1 * sqrt(1 - 0.75) / (1 - 0.5) = 0.1 in exact arithmetic; every operation but the last rounding is exact. */
    @Test
    void adamsSizeCorrectsBothMeans() {
        assertThat(first(0.1).adamSize(0.5, 0.75, 1e-8)).isEqualTo(0.1);
    }

    /** DL4J's rule: beta2 = 1 would make the size 0, beta1 = 1 infinite, both not a number. */
    @Test
    void aStepSizeOfNothingIsEpsilon() {
        assertThat(first(0.1).adamSize(0.9, 1.0, 1e-8)).isEqualTo(1e-8);
        assertThat(first(0.1).adamSize(1.0, 0.9, 1e-8)).isEqualTo(1e-8);
        assertThat(first(0.1).adamSize(1.0, 1.0, 1e-8)).isEqualTo(1e-8);
        assertThat(new Step().orElse(0.25, 1e-8)).isEqualTo(0.25);
    }

    /** 1 - beta^t for betas that are short binary fractions, whatever was asked for before. */
    @Test
    void theCorrectionIsThatOfTheBetaAndTheStepAskedFor() {
        Step step = new Step();
        for (int t = 1; t <= 3; t++) {
            step.next(0.1);
            assertThat(step.t()).isEqualTo(t);
            for (int row = 0; row < 2; row++) {
                assertThat(step.correction(0.5)).isEqualTo(new double[] {0.5, 0.75, 0.875}[t - 1]);
                assertThat(step.correction(0.25)).isEqualTo(new double[] {0.75, 0.9375, 0.984375}[t - 1]);
                assertThat(step.correction(0.75)).isEqualTo(new double[] {0.25, 0.4375, 0.578125}[t - 1]);
            }
        }
    }

    /** 1 - 2^-53 is the last double before 1; in between no power is computed, and afterwards it has to be again. */
    @Test
    void aCorrectionThatIsNoneAnyMoreIsComputedAgainForAnEarlierStep() {
        Step step = new Step();
        for (int t = 1; t <= 20_000; t++) {
            step.next(0.1);
            assertThat(step.correction(0.5)).as("step %d", t).isEqualTo(t <= 53 ? 1.0 - Math.scalb(1.0, -t) : 1.0);
        }
        step.at(10, 0.1);
        assertThat(step.correction(0.5)).isEqualTo(1.0 - 0x1p-10);
        step.at(30_000, 0.1);
        assertThat(step.correction(0.5)).isEqualTo(1.0);
        step.at(55, 0.1);
        assertThat(step.correction(0.5)).isEqualTo(1.0);
        step.at(53, 0.1);
        assertThat(step.correction(0.5)).isEqualTo(1.0 - 0x1p-53);
    }

    /**
     * By hand at the second step, whose power is off by one root of two units of an eighth, a quarter: 1 - 0.75^2 = 0.4375 becomes
     * {@code 0.4375 - 0.5625 / 4}; in Adam's size that of the other beta, 1 - 0.5^2, goes the other way, to {@code 0.75 + 0.25 / 4}.
     */
    @Test
    void powersMayBeRoundedAsInAnotherPrecision() {
        Step step = new Step();
        step.roundPowers(0.125);
        step.at(2, 0.1);
        assertThat(step.correction(0.75)).isEqualTo(0.296875);
        assertThat(step.adamSize(0.5, 0.75, 1e-8)).isEqualTo(0.1 * Math.sqrt(0.296875) / 0.8125);
        step.at(5, 0.1); // the root of 4
        assertThat(step.correction(0.5)).isEqualTo(31.0 / 32.0 - 1.0 / 64.0);
        step.at(1, 0.1);
        assertThat(step.correction(0.75)).isEqualTo(0.25);
    }

    @Test
    void aSizeBelowThePrecisionsSmallestNumberIsNothing() {
        Step step = new Step();
        assertThat(step.orElse(1e-39, 7.0)).isEqualTo(1e-39);
        step.roundSizes(1e-38);
        assertThat(step.orElse(-1e-39, 7.0)).isEqualTo(7.0);
        assertThat(step.orElse(1e-38, 7.0)).isEqualTo(7.0);
        assertThat(step.orElse(2e-38, 7.0)).isEqualTo(2e-38);
    }

    /** A rate that a schedule changes, and betas of another optimizer, in the same step: all powers and quotients are exact but the last. */
    @Test
    void adamsSizeIsThatOfTheStepAndTheBetasAskedFor() {
        Step step = new Step();
        step.next(0.1);
        assertThat(step.adamSize(0.5, 0.75, 1e-8)).isEqualTo(0.1);
        assertThat(step.adamSize(0.5, 0.9375, 1e-8)).isEqualTo(0.1 * 0.25 / 0.5);
        assertThat(step.adamSize(0.75, 0.9375, 1e-8)).isEqualTo(0.1);
        step.next(0.5);
        assertThat(step.learningRate()).isEqualTo(0.5);
        assertThat(step.adamSize(0.75, 0.9375, 1e-8)).isEqualTo(0.5 * Math.sqrt(0.12109375) / 0.4375);
    }

    private static Step first(double learningRate) {
        Step step = new Step();
        step.next(learningRate);
        return step;
    }
}
