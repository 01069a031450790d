package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
import lockstep.race.RaceJobs;
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it the rule rung could call it a fault that DL4J's updaters round, or see a sign, otherwise than ours. */
class RuleRungTwinsTest {

    private static final Run RUN = RaceJobs.run("adam", new Adam(0.1), 1, 3);

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
}
