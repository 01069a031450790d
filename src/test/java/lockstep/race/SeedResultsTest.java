package lockstep.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import lockstep.model.Run;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceJob;
import lockstep.race.job.RaceResult;
import lockstep.race.job.TestResult;
import org.junit.jupiter.api.Test;

/** Without it a race could mix up its jobs' numbers between finishing them and writing them. */
class SeedResultsTest {

    @Test
    void givesBackWhatWasPutInWhateverTheOrder() {
        RaceJob first = RaceJobs.of(7, 3);
        SeedResults results = new SeedResults(first.run(), first.goal(), 3, 3);
        List<RaceResult> put = List.of(
                result(results.job(0), new Outcome.Converged(3), 6, 24, 0.5),
                result(results.job(1), new Outcome.OutOfBudget(3), 1L << 40, 1L << 41, 0.25),
                result(results.job(2), new Outcome.Diverged(1), 2, 8, Double.POSITIVE_INFINITY));
        for (int seed : new int[] {2, 0, 1}) {
            results.put(seed, put.get(seed));
        }
        assertThat(List.copyOf(results)).usingRecursiveComparison().isEqualTo(put);
        assertThat(results.get(2).job().run().seed()).isEqualTo(9);
        assertThat(SeedResults.joined(List.of(results, results)).get(4))
                .usingRecursiveComparison()
                .isEqualTo(put.get(1));
    }

    /** What was held out is kept as two numbers, and the first jobs alone keep their losses on the way. */
    @Test
    void keepsWhatWasHeldOut() {
        RaceJob first = RaceJobs.of(7, 3);
        Run run = first.run();
        Run tested = new Run(run.label(), run.network(), run.examples(), 1, false, 7, Optional.of(run.examples()));
        SeedResults results = new SeedResults(tested, first.goal(), 2, 1);
        TestResult test = new TestResult(new double[] {0.5}, new double[] {1.0}, 0.25, 0.75);
        results.put(
                1,
                new RaceResult(results.job(1), new Outcome.Diverged(1), 1, 1, 0.5, new double[1], Optional.of(test)));

        assertThat(results.job(0).withCurve()).isTrue();
        assertThat(results.job(1).withCurve()).isFalse();
        assertThat(results.get(1).test().orElseThrow().finalLoss()).isEqualTo(0.25);
        assertThat(results.get(1).test().orElseThrow().finalAccuracy()).isEqualTo(0.75);
    }

    @Test
    void hasNoResultOfAJobThatIsNotDone() {
        RaceJob first = RaceJobs.of(7, 3);
        SeedResults results = new SeedResults(first.run(), first.goal(), 2, 2);
        assertThatThrownBy(() -> results.get(1)).isInstanceOf(IllegalStateException.class);
    }

    private static RaceResult result(RaceJob job, Outcome outcome, long steps, long presentations, double loss) {
        return new RaceResult(job, List.of(outcome), steps, presentations, loss, new double[0], Optional.empty());
    }
}
