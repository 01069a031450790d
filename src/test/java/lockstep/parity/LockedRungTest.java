package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.model.Batch;
import lockstep.model.Engine.Ability;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Finding;
import lockstep.race.RaceJobs;
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it the two sides could step from different weights, or nobody be told that something was not looked at. */
class LockedRungTest {

    private static final int STEPS = 5;

    private static final Run RUN = RaceJobs.run("sgd", new Sgd(0.5), 1, 3);

    @ParameterizedTest
    @EnumSource
    void bothSidesStepFromTheSameWeights(Precision precision) {
        Run run = RUN.in(precision);
        Recording scalar = new Recording(run.network());
        Recording candidate = new Recording(run.network());

        new LockedRung(STEPS, false, Progress.NONE).judge(run, scalar, candidate, ControlNetwork::new);

        assertThat(scalar.from)
                .hasSize(STEPS)
                .containsExactlyElementsOf(candidate.from)
                .allSatisfy(weights -> assertThat(weights).isEqualTo(precision.rounded(weights)));
    }

    /** Where something is wrong there is that to be told. */
    @ParameterizedTest
    @CsvSource({
        "READ_GRADIENT, 0, 'of the candidate, not all could be judged: it gives no gradient'",
        "READ_WEIGHTS, 0, 'of the candidate, not all could be judged: it gives no weights'",
        "LOAD, 0, ''",
        "READ_GRADIENT, 1, ''"
    })
    void whatWasNotJudgedIsToldOfWhatAgrees(Ability lacking, double off, String note) {
        Finding finding = new LockedRung(STEPS, false, Progress.NONE)
                .judge(
                        RUN,
                        new ScalarNetwork(RUN.network()),
                        new DelegatingEngine(RUN.network()) {
                            @Override
                            public boolean can(Ability ability) {
                                return ability != lacking;
                            }

                            @Override
                            public double step(Batch batch) {
                                return super.step(batch) + off;
                            }
                        },
                        ControlNetwork::new);

        assertThat(finding.holds()).isEqualTo(off == 0.0);
        assertThat(finding.note()).isEqualTo(note);
    }

    /** Remembers which weights each step was made from. */
    private static final class Recording extends DelegatingEngine {

        private final List<double[]> from = new ArrayList<>();

        Recording(NetworkSpec network) {
            super(network);
        }

        @Override
        public double step(Batch batch) {
            double[] weights = new double[network.weightCount()];
            readWeights(weights);
            from.add(weights);
            return super.step(batch);
        }
    }
}
