package lockstep.race.ranking;

import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.race.RaceJobs;
import lockstep.race.job.Goal;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a curve could skip a bend, or show the losses of runs that had ended as something they never were. */
class CurveTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99, 100, 101, 200, 201, 2000, 1_000_000, Integer.MAX_VALUE})
    void epochsAreEveryOneAtFirstThenAboutOnePercentApart(int budget) {
        int[] epochs = new Goal(0.1, budget).epochsOfCurve();
        int exact = Math.min(100, budget);
        assertThat(epochs).startsWith(IntStream.rangeClosed(0, exact).toArray()).endsWith(budget);
        for (int k = 1; k < epochs.length; k++) {
            assertThat(epochs[k]).isGreaterThan(epochs[k - 1]);
            assertThat(epochs[k] - epochs[k - 1]).isLessThanOrEqualTo(Math.max(1, epochs[k - 1] / 100));
        }
        assertThat(epochs).hasSizeLessThan(2000);
    }

    /** Five runs, so that a quartile is a run's loss: the second, third and fourth in order. */
    @Test
    void quartilesAreOverTheRunsWhichKeepTheirLastLoss() {
        Curve curve = Curve.of(List.of(
                result(new Outcome.Converged(1), 0.01, 0.5, 0.01),
                result(new Outcome.Converged(2), 0.02, 0.6, 0.3, 0.02),
                result(new Outcome.OutOfBudget(3), 0.2, 0.7, 0.4, 0.3, 0.2),
                result(new Outcome.OutOfBudget(3), 0.9, 0.8, 0.9, 0.9, 0.9),
                result(new Outcome.Diverged(2), NaN, 0.9, 7.0, NaN)));

        assertThat(curve.optimizer()).isEqualTo(RaceJobs.LABEL);
        assertThat(curve.points())
                .containsExactly(
                        new Curve.Point(0, 0.6, 0.7, 0.8),
                        new Curve.Point(1, 0.3, 0.4, 0.9),
                        new Curve.Point(2, 0.02, 0.3, 0.9),
                        new Curve.Point(3, 0.02, 0.2, 0.9));
    }

    /** Of six the third is the median; of two that did not get there the one that diverged is the slower. */
    @Test
    void singlesAreOfTheFastestTheMedianAndTheSlowest() {
        Curve curve = Curve.of(List.of(
                result(7, new Outcome.Diverged(1), NaN, 0.5, NaN),
                result(8, new Outcome.OutOfBudget(3), 0.2, 0.7, 0.4, 0.3, 0.2),
                result(9, new Outcome.Converged(2), 0.02, 0.6, 0.3, 0.02),
                result(10, new Outcome.Converged(1), 0.01, 0.5, 0.01),
                result(11, new Outcome.Converged(3), 0.02, 0.6, 0.3, 0.1, 0.02),
                result(12, new Outcome.OutOfBudget(3), 0.3, 0.7, 0.4, 0.3, 0.3)));

        assertThat(curve.singles()).extracting(Curve.Single::rank).containsExactly("fastest", "median", "slowest");
        assertThat(curve.singles()).extracting(Curve.Single::seed).containsExactly(10L, 11L, 7L);
        assertThat(curve.singles().get(1).moments())
                .containsExactly(moment(0, 0.6), moment(1, 0.3), moment(2, 0.1), moment(3, 0.02));
        assertThat(curve.singles().get(2).moments()).containsExactly(moment(0, 0.5), moment(1, POSITIVE_INFINITY));
    }

    /** After 50 epochs every second one, after 100 every fourth; the last is where the run ended. */
    @Test
    void aLongRunHasPointsFourPercentApart() {
        double[] losses = IntStream.of(new Goal(0.1, 2000).epochsOfCurve())
                .filter(epoch -> epoch <= 107)
                .mapToDouble(epoch -> epoch)
                .toArray();
        RaceResult run = new RaceResult(RaceJobs.of(7, 2000), new Outcome.Converged(107), 1, 1, 0.5, losses);

        List<Curve.Single.Moment> moments =
                Curve.of(List.of(run, run)).singles().get(0).moments();

        assertThat(moments.subList(0, 52))
                .extracting(Curve.Single.Moment::epoch)
                .startsWith(IntStream.range(0, 50).boxed().toArray(Integer[]::new))
                .endsWith(50, 52);
        assertThat(moments).endsWith(moment(100, 100.0), moment(104, 104.0), moment(107, 0.5));
    }

    @Test
    void oneRunIsItsOwnMedian() {
        assertThat(Curve.of(List.of(result(new Outcome.Converged(1), 0.01, 0.5, 0.01)))
                        .singles())
                .isEmpty();
    }

    @Test
    void mostRunsDivergedIsAnInfiniteMedian() {
        Curve curve = Curve.of(List.of(
                result(new Outcome.Converged(1), 0.01, 0.5, 0.01),
                result(new Outcome.Diverged(1), NaN, 0.5, NaN),
                result(new Outcome.Diverged(1), POSITIVE_INFINITY, 0.5, POSITIVE_INFINITY)));
        assertThat(curve.points().get(3))
                .isEqualTo(new Curve.Point(3, POSITIVE_INFINITY, POSITIVE_INFINITY, POSITIVE_INFINITY));
        assertThat(curve.points().get(0)).isEqualTo(new Curve.Point(0, 0.5, 0.5, 0.5));
    }

    private static Curve.Single.Moment moment(int epoch, double loss) {
        return new Curve.Single.Moment(epoch, loss);
    }

    private static RaceResult result(Outcome outcome, double finalLoss, double... losses) {
        return result(7, outcome, finalLoss, losses);
    }

    private static RaceResult result(long seed, Outcome outcome, double finalLoss, double... losses) {
        return new RaceResult(RaceJobs.of(seed, 3), outcome, 1, 1, finalLoss, losses);
    }
}
