package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.optim.Adam;
import lockstep.race.RaceJobs;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;

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
