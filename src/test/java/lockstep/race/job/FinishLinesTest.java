package lockstep.race.job;

import static lockstep.model.Target.Measure.ACCURACY;
import static lockstep.model.Target.Measure.LOSS;
import static lockstep.model.Target.Measure.OUTPUTS;
import static lockstep.model.Target.Measure.TEST_LOSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Run;
import lockstep.model.Target;
import lockstep.optim.Sgd;
import lockstep.race.RaceJobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a run could count as there when it only passed by, or when its answers are still wrong. */
class FinishLinesTest {

    private static final Examples XOR =
            Examples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});

    private static final Run RUN = RaceJobs.run("a", new Sgd(0.5), 1, 0);

    /** The losses 3, 1, 1, 2, 1, 1, 1, ... after 0, 1, 2, ... epochs; two steps and ten presentations an epoch. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 4", "4, 4"})
    void theTimeIsThatOfTheFirstEpochOfThoseThatHeld(int hold, int epochs) {
        double[] losses = {3, 1, 1, 2, 1, 1, 1, 1, 1};
        FinishLines lines = new FinishLines(goal(hold, new Target(LOSS, 1.0)), RUN);
        int epoch = 0;
        while (!lines.look(new Answers(), epoch, losses[epoch], 2L * epoch, 10L * epoch)) {
            epoch++;
        }
        assertThat(epoch).isEqualTo(epochs + hold - 1);
        assertThat(lines.outcomes(new Outcome.OutOfBudget(100))).containsExactly(new Outcome.Converged(epochs));
        assertThat(lines.stepsToFirst(99)).isEqualTo(2L * epochs);
        assertThat(lines.presentationsToFirst(99)).isEqualTo(10L * epochs);
    }

    @Test
    void targetsArePassedOneByOne() {
        FinishLines lines =
                new FinishLines(goal(1, new Target(LOSS, 0.1), new Target(LOSS, 0.5), new Target(LOSS, 0.01)), RUN);
        assertThat(lines.look(new Answers(), 0, 0.4, 0, 0)).isFalse();
        assertThat(lines.look(new Answers(), 1, 0.9, 2, 8)).isFalse(); // the second stays passed
        assertThat(lines.look(new Answers(), 2, 0.1, 4, 16)).isFalse();
        Outcome otherwise = new Outcome.Diverged(3);
        assertThat(lines.outcomes(otherwise))
                .containsExactly(new Outcome.Converged(2), new Outcome.Converged(0), otherwise);
        assertThat(lines.stepsToFirst(99)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0.6, true", "0.40001, 0.6, false", "-0.4, 1.4, true", "0.3, NaN, false", "0.3, Infinity, false"})
    void everyOutputHasToBeWithinItsDistance(double zero, double one, boolean passed) {
        FinishLines lines = new FinishLines(goal(1, new Target(OUTPUTS, 0.4)), RUN);
        assertThat(lines.look(new Answers(zero, one, one, zero), 0, 9.0, 0, 0)).isEqualTo(passed);
    }

    @Test
    void theExamplesHeldOutAreJudgedByThemselves() {
        Run run = new Run(
                "a", RUN.network(), XOR, 1, false, 0, Optional.of(Examples.of(new double[][] {{0, 0}}, new double[][] {
                    {1}
                })));
        FinishLines lines = new FinishLines(goal(1, new Target(TEST_LOSS, 0.25)), run);
        assertThat(lines.look(new Answers(0.5), 0, 0.0, 0, 0)).isFalse();
        assertThat(lines.look(new Answers(0.25), 1, 9.0, 0, 0)).isTrue();
        assertThatThrownBy(() -> new FinishLines(goal(1, new Target(TEST_LOSS, 0.25)), RUN))
                .hasMessageContaining("nothing held out");
    }

    @Test
    void accuracyIsAtLeast() {
        Goal goal = goal(1, new Target(ACCURACY, 0.75));
        assertThat(new FinishLines(goal, RUN).look(new Answers(0, 1, 1, 1), 0, 9.0, 0, 0))
                .isTrue();
        assertThat(new FinishLines(goal, RUN).look(new Answers(1, 1, 1, 1), 0, 9.0, 0, 0))
                .isFalse();
    }

    /** By hand: XOR's 2-2-1 has 6 + 2 weights; of these 2 are crossed backwards. */
    @Test
    void connectionCrossings() {
        RaceResult result = new RaceResult(RaceJobs.of(1, 10), new Outcome.Converged(3), 3, 12, 0.0, new double[0]);
        assertThat(result.connectionCrossings()).isEqualTo(12 * (8 + 2));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new Target(ACCURACY, 1.5))
                .hasMessage("target accuracy is 1.5; expected a number from above 0 to 1");
        assertThatThrownBy(() -> new Target(OUTPUTS, 0.0)).hasMessageContaining("expected a number above 0");
        assertThatThrownBy(() -> goal(0, new Target(LOSS, 1.0))).hasMessageContaining("hold is 0");
        assertThatThrownBy(() -> goal(1)).hasMessageContaining("targets is empty");
    }

    private static Goal goal(int hold, Target... targets) {
        return new Goal(Arrays.asList(targets), hold, 100);
    }

    /** Knows nothing but its answers to all the examples. */
    private record Answers(double... outputs) implements Engine {

        @Override
        public void readOutputs(Batch batch, double[] into) {
            System.arraycopy(outputs, 0, into, 0, into.length);
        }

        @Override
        public double loss(Batch batch) {
            assertThat(batch.size()).isEqualTo(1); // of the examples that are trained it is given
            return outputs[0];
        }

        @Override
        public double step(Batch batch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void loadWeights(double[] weights) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void readWeights(double[] into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void readGradient(double[] into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Rule> newRule(int n) {
            return Optional.empty();
        }
    }
}
