package lockstep.race.ranking;

import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import lockstep.race.RaceJobs;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceResult;
import org.junit.jupiter.api.Test;

/** Without it runs that failed could drop out of the summary, and the optimizer that gives up most often would win. */
class RaceSummaryTest {

    /**
     * Worked by hand: three of five converged, at 10, 20 and 60. Median of 10, 20, 60, later, later: 60. Mean 30, sample SD
     * the root of (400 + 100 + 900) / 2. Spent: 10 + 20 + 60 + 100 + 5 = 195, for three successes 65 each.
     */
    @Test
    void countsRunsThatFailed() {
        RaceSummary summary = summary(
                new Outcome.Converged(20),
                new Outcome.OutOfBudget(100),
                new Outcome.Converged(10),
                new Outcome.Diverged(5),
                new Outcome.Converged(60));

        assertThat(summary.optimizer()).isEqualTo(RaceJobs.LABEL);
        assertThat(summary.seeds()).isEqualTo(5);
        assertThat(summary.converged()).isEqualTo(3);
        assertThat(summary.successRate()).isEqualTo(0.6);
        // the formula with p = 0.6, n = 5, z = 1.96, on paper: (0.98416 -+ 0.57617) / 1.76832
        assertThat(summary.successLow()).isCloseTo(0.2307, within(1e-4));
        assertThat(summary.successHigh()).isCloseTo(0.8824, within(1e-4));
        assertThat(summary.medianEpochs()).isEqualTo(60.0);
        // Of all 5^5 resamples the median is at most 10 in 5.8 %, and infinite in 31.7 %.
        assertThat(summary.medianLow()).isEqualTo(10.0);
        assertThat(summary.medianHigh()).isEqualTo(POSITIVE_INFINITY);
        assertThat(summary.meanEpochs()).isEqualTo(30.0);
        assertThat(summary.sdEpochs()).isEqualTo(Math.sqrt(700.0));
        assertThat(summary.ertEpochs()).isEqualTo(65.0);
    }

    @Test
    void withoutASuccess() {
        RaceSummary summary = summary(new Outcome.OutOfBudget(100), new Outcome.Diverged(3));
        assertThat(summary.successRate()).isZero();
        assertThat(summary.medianEpochs()).isEqualTo(POSITIVE_INFINITY);
        assertThat(summary.medianLow()).isEqualTo(POSITIVE_INFINITY);
        assertThat(summary.meanEpochs()).isNaN();
        assertThat(summary.sdEpochs()).isNaN();
        assertThat(summary.ertEpochs()).isEqualTo(POSITIVE_INFINITY);
    }

    @Test
    void aSingleSuccessHasNoSpread() {
        RaceSummary summary = summary(new Outcome.Converged(7));
        assertThat(summary.meanEpochs()).isEqualTo(7.0);
        assertThat(summary.sdEpochs()).isNaN();
        assertThat(summary.ertEpochs()).isEqualTo(7.0);
    }

    /** What failed starts spent is charged to those that got there: the mean over successes would put the second first. */
    @Test
    void theExpectedRunningTimeChargesFailures() {
        RaceSummary reliable = summary(new Outcome.Converged(40), new Outcome.Converged(40));
        RaceSummary lucky = summary(new Outcome.Converged(10), new Outcome.OutOfBudget(100));
        RaceSummary never = summary(new Outcome.OutOfBudget(100), new Outcome.OutOfBudget(100));
        RaceSummary diverging = summary(new Outcome.Diverged(1), new Outcome.Diverged(1));
        assertThat(Stream.of(reliable, lucky, never, diverging).map(RaceSummary::ertEpochs))
                .containsExactly(40.0, 110.0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static RaceSummary summary(Outcome... outcomes) {
        return RaceSummary.of(Stream.of(outcomes)
                .map(outcome -> new RaceResult(RaceJobs.of(7, 100), outcome, 1, 1, 0.5, new double[] {0.5}))
                .toList());
    }
}
