package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.model.Schedule;
import lockstep.optim.Adam;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.race.RaceJobs;
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it the rule rung could let a rule pass that is another, or call rounding a fault. */
class RuleRungTest {

    private static final Run RUN = RaceJobs.run("adam", new Adam(0.1), 1, 3);

    /** A float's rounding. */
    private static final double UNIT = 0x1p-24;

    /** docs/verdict.md allows 1e-12 of the largest update: ten times that is a fault, a tenth of it is none. */
    @Test
    void aRuleMayBeOffByATrillionthOfItsUpdates() {
        Finding off = judge(1e-11);
        assertThat(off.holds()).isFalse();
        assertThat(off.rung()).isEqualTo(Rung.RULE);
        assertThat(off.step()).as("the first step is the largest so far").isZero();

        Finding near = judge(1e-13);
        assertThat(near.holds()).isTrue();
        // Of the factor 1 + 1e-13, and of each product, at most 1.1e-16 is rounded away: together 2.2e-4 of the 1e-12.
        assertThat(near.share()).isCloseTo(0.1, within(1e-3));
    }

    /** Eight weights in 200 steps: the first has gradients up to 1, each other up to a tenth of the one before it. */
    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "FLOAT"})
    void theGradientsAreOfAllSizes(Precision precision) {
        List<double[]> fed = new ArrayList<>();
        judge(RUN.in(precision), (step, gradient, update) -> fed.add(gradient.clone()));

        assertThat(fed)
                .hasSize(200)
                .allSatisfy(gradient -> assertThat(gradient).hasSize(8).isEqualTo(precision.rounded(gradient)));
        for (int i = 0; i < 8; i++) {
            int weight = i;
            double largest = fed.stream()
                    .mapToDouble(gradient -> Math.abs(gradient[weight]))
                    .max()
                    .orElseThrow();
            assertThat(largest * Math.pow(10.0, i)).isBetween(0.9, 1.000001);
        }
    }

    /**
     * By hand, of descent in floats: 16 roundings of the largest update are allowed for the rule, and twice the 4 by which copies are
     * fed another gradient.
     */
    @Test
    void belowDoublesARuleMayBeOffBySomeRoundings() {
        Run floats = RUN.withOptimizer(new Sgd(0.1)).in(Precision.FLOAT);

        assertThat(judge(floats, exceeding(12.0 * UNIT)).share()).isCloseTo(12.0 / 24.0, within(1e-6));
        assertThat(judge(floats, exceeding(36.0 * UNIT)).share()).isCloseTo(36.0 / 24.0, within(1e-6));
    }

    /** The rate is halved in every step: in the last, what a rounding of the gradient does is nothing any more. */
    @Test
    void whatRoundingDoesIsOfTheSameStep() {
        Run run = RUN.withOptimizer(new Sgd(0.1));
        Run halved = run.withNetwork(run.network().withSchedule(new Schedule.Exponential(0.5, Schedule.By.STEP), 4));
        double[] largest = new double[1];

        Finding finding = judge(halved.in(Precision.FLOAT), (step, gradient, update) -> {
            largest[0] = Math.max(largest[0], Math.abs(update[0]));
            update[0] += step == 199 ? 20.0 * UNIT * largest[0] : 0.0;
        });

        assertThat(finding.step()).isEqualTo(199);
        assertThat(finding.share()).isCloseTo(20.0 / 16.0, within(1e-6));
    }

    /** No gradient is above 1: rounding makes no rule of such gradients overflow, on whichever side. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void anUpdateThatIsNotFiniteIsAFault(int at) {
        Change overflow = (step, gradient, update) -> update[3] = step == at ? Double.NEGATIVE_INFINITY : update[3];
        NetworkSpec network = RUN.network();
        Engine right = new ScalarNetwork(network);
        Finding ours = RuleRung.judge(RUN, new Changed(network, overflow), right, ControlNetwork::new);
        Finding theirs = judge(RUN, overflow);

        assertThat(List.of(ours, theirs)).allSatisfy(finding -> {
            assertThat(finding.share()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(finding.step()).isEqualTo(at);
            assertThat(finding.quantity()).isEqualTo("update[3]");
        });
        assertThat(ours.note()).isEqualTo("the scalar network overflowed");
        assertThat(theirs.note()).isEqualTo("the candidate overflowed");
    }

    private static Finding judge(double excess) {
        return judge(RUN, exceeding(excess));
    }

    private static Finding judge(Run run, Change change) {
        NetworkSpec network = run.network();
        return RuleRung.judge(run, new ScalarNetwork(network), new Changed(network, change), ControlNetwork::new);
    }

    /** Each update is too large by the same share. */
    private static Change exceeding(double excess) {
        return (step, gradient, update) -> {
            for (int i = 0; i < update.length; i++) {
                update[i] *= 1.0 + excess;
            }
        };
    }

    /** What a program makes of a right update. */
    private interface Change {
        void to(int step, double[] gradient, double[] update);
    }

    /** A right network whose rule's updates are changed. */
    private static final class Changed extends DelegatingEngine {

        private final Change change;

        Changed(NetworkSpec network, Change change) {
            super(network);
            this.change = change;
        }

        @Override
        public Optional<Rule> newRule(int n) {
            return super.newRule(n).map(right -> (gradient, update) -> {
                right.step(gradient, update);
                change.to(steps++, gradient, update);
            });
        }
    }
}
