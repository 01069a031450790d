package lockstep.race.job;

import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.parity.DelegatingEngine;
import lockstep.race.RaceJobs;
import lockstep.race.ranking.Curve;
import lockstep.race.ranking.Quartiles;
import lockstep.race.ranking.RaceSummary;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;

/** Without it what is held out could be learned from after all, or be tested at another time than the curve says. */
class HeldOutTest {

    /** XOR's four patterns are learned from; these are tested on. The network of bpnn.py learns to tell their sides. */
    private static final Examples TEST =
            Examples.of(new double[][] {{0.1, 0.1}, {0.9, 0.2}, {0.1, 0.8}}, new double[][] {{0}, {1}, {1}});

    private static final Run UNTESTED = RaceJobs.run("sgd", new Sgd(0.5), 1, 3);
    private static final Run TESTED = tested(TEST);

    @Test
    void testingChangesNothingOfTheTraining() {
        RaceResult untested = new RaceJob(UNTESTED, 0.001, 400).run(ScalarNetwork::new);
        RaceResult tested = new RaceJob(TESTED, 0.001, 400).run(ScalarNetwork::new);

        assertThat(tested.curve()).containsExactly(untested.curve());
        assertThat(tested.outcome()).isEqualTo(untested.outcome());
        assertThat(untested.test()).isEmpty();
        assertThat(untested.testLossAt(0)).isNaN();
        assertThat(untested.accuracyAt(0)).isNaN();
    }

    /** A plain loop beside the job, the answers judged by hand: the middle of 0 and 1 is 0.5. */
    @Test
    void itIsTestedAtThePointsOfTheCurveAndAtTheEnd() {
        RaceResult result = new RaceJob(TESTED, 1e-9, 250).run(ScalarNetwork::new);
        TestResult test = result.test().orElseThrow();

        int[] epochs = new Goal(0.1, 250).epochsOfCurve();
        assertThat(test.losses()).hasSize(epochs.length);
        Run.Start start = TESTED.start();
        ScalarNetwork network = new ScalarNetwork(TESTED.network());
        network.loadWeights(start.weights());
        double[] answers = new double[3];
        int point = 0;
        for (int epoch = 0; epoch <= 250; epoch++) {
            if (epoch == epochs[point]) {
                network.readOutputs(TEST.asBatch(), answers);
                double loss = 0.0;
                int right = 0;
                for (int e = 0; e < 3; e++) {
                    double t = TEST.targetValues()[e];
                    loss += 0.5 * (answers[e] - t) * (answers[e] - t) / 3;
                    right += answers[e] > 0.5 == t > 0.5 ? 1 : 0;
                }
                assertThat(test.losses()[point]).isCloseTo(loss, within(1e-15)); // the order of its sums is its own
                assertThat(test.accuracies()[point]).isEqualTo(right / 3.0);
                point++;
            }
            for (int b = 0; b < 4; b++) {
                network.step(start.batches().next());
            }
        }
        assertThat(test.accuracies()).contains(1.0).contains(1 / 3.0);
        assertThat(test.finalLoss()).isEqualTo(test.losses()[epochs.length - 1]);
        assertThat(test.finalAccuracy()).isEqualTo(test.accuracies()[epochs.length - 1]);
    }

    /** Its training ends at epoch 203, between the points 202 and 204. */
    @Test
    void anEndBetweenPointsIsTestedToo() {
        RaceResult result = new RaceJob(TESTED, 0.0, 400).run(spec -> new DelegatingEngine(spec) {
            @Override
            public double loss(Batch batch) {
                boolean training = batch.size() == 4;
                return training ? steps == 4 * 203 ? 0.0 : 1.0 : steps;
            }
        });

        assertThat(result.outcome()).isEqualTo(new Outcome.Converged(203));
        TestResult test = result.test().orElseThrow();
        assertThat(test.losses()[test.losses().length - 1]).as("steps").isEqualTo(4 * 202);
        assertThat(test.finalLoss()).as("steps").isEqualTo(4 * 203);
        assertThat(result.testLossAt(test.losses().length)).isEqualTo(4 * 203);
    }

    @Test
    void aRunThatDivergedKnowsNothing() {
        RaceResult result = new RaceJob(TESTED, 0.0, 10).run(spec -> new DelegatingEngine(spec) {
            @Override
            public double step(Batch batch) {
                super.step(batch);
                return steps == 6 ? Double.NaN : 1.0;
            }
        });

        assertThat(result.outcome()).isEqualTo(new Outcome.Diverged(2));
        TestResult test = result.test().orElseThrow();
        assertThat(test.losses()).hasSize(3).endsWith(POSITIVE_INFINITY);
        assertThat(test.accuracies()).endsWith(0.0);
        assertThat(test.finalLoss()).isInfinite();
        assertThat(test.finalAccuracy()).isZero();
    }

    @Test
    void targetsThatAreNoClassesHaveALossOnly() {
        Examples curve = Examples.of(new double[][] {{0.5, 0.5}}, new double[][] {{0.3}});
        RaceResult result = new RaceJob(tested(curve), 0.01, 5).run(ScalarNetwork::new);

        assertThat(result.test().orElseThrow().finalLoss()).isPositive();
        assertThat(result.test().orElseThrow().finalAccuracy()).isNaN();
        Curve quartiles = Curve.of(List.of(result));
        assertThat(quartiles.points().get(0).accuracy()).isEqualTo(Quartiles.NONE);
        assertThat(RaceSummary.of(List.of(result)).accuracy()).isNaN();
        assertThat(RaceSummary.of(List.of(result)).testLoss())
                .isEqualTo(result.test().orElseThrow().finalLoss());
    }

    @Test
    void quartilesAreOverTheRuns() {
        List<RaceResult> results = List.of(
                result(new double[] {0.5, 0.3}, new double[] {0.25, 0.5}, 0.3, 0.5),
                result(new double[] {0.6}, new double[] {0.5}, 0.1, 1.0),
                result(new double[] {0.7, POSITIVE_INFINITY}, new double[] {0.75, 0.0}, POSITIVE_INFINITY, 0.0));

        Curve.Point start = Curve.of(results).points().get(0);
        assertThat(start.testLoss()).isEqualTo(new Quartiles(0.55, 0.6, 0.6499999999999999));
        assertThat(start.accuracy()).isEqualTo(new Quartiles(0.375, 0.5, 0.625));
        Curve.Point next = Curve.of(results).points().get(1);
        assertThat(next.testLoss())
                .as("0.3, 0.1 at its end, infinite")
                .isEqualTo(new Quartiles(0.2, 0.3, POSITIVE_INFINITY));
        assertThat(next.accuracy()).isEqualTo(new Quartiles(0.25, 0.5, 0.75));
        assertThat(RaceSummary.of(results).testLoss()).isEqualTo(0.3);
        assertThat(RaceSummary.of(results).accuracy()).isEqualTo(0.5);
    }

    @Test
    void aPointAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ScalarNetwork network = new ScalarNetwork(TESTED.network());
        network.loadWeights(TESTED.start().weights());
        long least = Long.MAX_VALUE; // the JVM itself allocates now and then
        for (int round = 0; round < 5; round++) {
            HeldOut heldOut = HeldOut.of(TESTED, 2000).orElseThrow();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int point = 0; point < 2000; point++) {
                heldOut.note(network, false);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private static RaceResult result(double[] losses, double[] accuracies, double loss, double accuracy) {
        TestResult test = new TestResult(losses, accuracies, loss, accuracy);
        return new RaceResult(
                RaceJobs.of(7, 3), new Outcome.OutOfBudget(3), 1, 1, 0.5, new double[] {0.5}, Optional.of(test));
    }

    private static Run tested(Examples test) {
        NetworkSpec network = UNTESTED.network();
        return new Run("sgd", network, UNTESTED.examples(), 1, false, 3, Optional.of(test));
    }
}
