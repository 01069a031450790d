package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.model.Engine;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Finding;
import lockstep.race.RaceJobs;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it two sides could start from different weights, and whatever comes of that be blamed on back-propagation. */
class WeightsRungTest {

    private static final Run RUN = RaceJobs.run("sgd", new Sgd(0.5), 1, 3);

    /** A candidate that takes weights, or has its own and tells them; the first that it reads back is off. */
    @ParameterizedTest
    @CsvSource({
        "true, 0, true, true, ''",
        "true, 1e-9, true, false, ''",
        "false, 0, false, true, the candidate takes no weights: both sides start from its own",
        "false, 1e-9, true, false, its own weights are others than at its first start; seed its generator"
    })
    void whatIsReadBack(boolean takes, double off, boolean judged, boolean holds, String note) {
        Finding finding = new WeightsRung().judge(RUN, right(), new DelegatingEngine(RUN.network()) {
            @Override
            public boolean can(Ability ability) {
                return takes || ability != Ability.LOAD;
            }

            @Override
            public void readWeights(double[] into) {
                super.readWeights(into);
                into[0] += off;
            }
        });

        assertThat(finding.judged()).isEqualTo(judged);
        assertThat(finding.holds()).isEqualTo(holds);
        assertThat(finding.note()).isEqualTo(note);
    }

    @Test
    void theScalarNetworkIsReadToo() {
        Finding finding = new WeightsRung()
                .judge(
                        RUN,
                        new DelegatingEngine(RUN.network()) {
                            @Override
                            public void readWeights(double[] into) {
                                super.readWeights(into);
                                into[0] += 1e-9;
                            }
                        },
                        right());

        assertThat(finding.holds()).isFalse();
    }

    @Test
    void thePrecisionInWhichTheyAreKept() {
        WeightsRung rung = new WeightsRung();
        rung.judge(RUN, right(), new Rounded(right(), RUN.network(), Precision.FLOAT));
        assertThat(rung.kept()).contains(Precision.FLOAT);
        rung.judge(RUN, right(), right());
        assertThat(rung.kept()).isEmpty();
    }

    private static Engine right() {
        return new ScalarNetwork(RUN.network());
    }
}
