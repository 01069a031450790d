package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.optim.Adabelief;
import lockstep.optim.Adam;
import lockstep.optim.Optimizer;
import lockstep.optim.Quickprop;
import lockstep.optim.Rprop;
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

    /**
     * AdaBelief divides by what differs between the gradient and a mean that it has just entered, which may be next to nothing: with
     * a beta1 near 0 in the first step, with a beta2 of 0 whenever a gradient happens to come near the mean.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.0192, 0.1, 0.5624, 0.9837})
    void roundingOfADifferenceIsNoFault(double beta1) {
        for (double beta2 : new double[] {0.0, 0.0343, 0.999}) {
            for (double epsilon : new double[] {1e-15, 1e-10, 1e-5}) {
                Run run = RUN.withOptimizer(new Adabelief(0.01, beta1, beta2, epsilon))
                        .in(Precision.FLOAT);
                NetworkSpec network = run.network();
                Finding finding =
                        RuleRung.judge(run, new ScalarNetwork(network), new Dl4jNetwork(network), ControlNetwork::new);
                assertThat(finding.share()).as("%s %s", beta2, epsilon).isLessThan(0.6);
            }
        }
    }

    /** Signs and thresholds: both sides meet them with the same numbers, and where they do not, the rule bends there and does not jump. */
    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "FLOAT"})
    void aRulesOwnSignsAreNoFault(Precision precision) {
        for (Optimizer rule : List.of(new Quickprop(0.5), new Rprop())) {
            for (long seed = 0; seed < 20; seed++) {
                Run run = RUN.withOptimizer(rule).withSeed(seed).in(precision);
                NetworkSpec network = run.network();
                Finding finding =
                        RuleRung.judge(run, new ScalarNetwork(network), new Dl4jNetwork(network), ControlNetwork::new);
                assertThat(finding.share()).as("%s, seed %s", rule, seed).isLessThan(0.6);
            }
        }
    }

    private static Finding judge(double excess) {
        return RuleRung.judge(
                RUN, new ScalarNetwork(RUN.network()), new Exceeding(RUN.network(), excess), ScalarNetwork::new);
    }

    /** Each of its updates is too large by the same share. */
    private static final class Exceeding extends DelegatingEngine {

        private final double excess;

        Exceeding(NetworkSpec network, double excess) {
            super(network);
            this.excess = excess;
        }

        @Override
        public Optional<Rule> newRule(int n) {
            return super.newRule(n).map(right -> (gradient, update) -> {
                right.step(gradient, update);
                for (int i = 0; i < n; i++) {
                    update[i] *= 1.0 + excess;
                }
            });
        }
    }
}
