package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a wrong update of a small weight could hide beside a large one: inputs of about 1,000 and of 0.002. */
class ScalesTest {

    private static final Run SCALES = new Run(
            "scales",
            new NetworkSpec(
                    2,
                    List.of(
                            new LayerSpec(3, Activation.TANH, true, new Init.Values(new double[][] {
                                {0.001, -0.0005, 0.0008}, {0.4, -0.6, 0.3}, {-0.9, 0.5, -0.7}
                            })),
                            new LayerSpec(1, Activation.IDENTITY, true, new Init.Uniform(-1, 1))),
                    Loss.HALF_SQUARED_ERROR,
                    Reduction.MEAN,
                    new Sgd(1e-7)),
            Examples.of(
                    new double[][] {{1200, 0.002}, {950, 0.004}, {1100, 0.001}, {1010, 0.003}, {880, 0.0005}},
                    new double[][] {{0.7}, {0.2}, {0.9}, {0.4}, {0.1}}),
            5,
            false,
            21);

    /** 0.01 % of the second row's update are some dozen units in the weight's last place. */
    @ParameterizedTest
    @CsvSource({"0, 0.01", "0, 0.0001", "1, 0.01", "1, 0.0001", "2, 0.0001"})
    void anUpdateOfOneRowThatIsAlittleWrong(int row, double part) {
        Verdict verdict = new ParityCheck(Tolerance.DEFAULT, 1200)
                .judge(
                        SCALES,
                        ControlNetwork::new,
                        network -> new Planted(
                                network,
                                (step, before, after, last) -> {
                                    for (int i = 3 * row; i < 3 * row + 3; i++) {
                                        after[i] += part * (after[i] - before[i]);
                                    }
                                },
                                false,
                                false),
                        Progress.NONE)
                .verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
        assertThat(verdict.decisive().step()).isZero();
        assertThat(verdict.decisive().layer()).isEqualTo(1);
        assertThat(verdict.decisive().quantity()).startsWith(row == 2 ? "new bias[" : "new weight[" + row + "][");
    }
}
