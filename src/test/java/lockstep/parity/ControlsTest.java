package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.scalar.ControlNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it the controls could round too little, and a right program be called wrong, or too much, and excuse a wrong one. */
class ControlsTest {

    private static final double[] WEIGHTS = {0.3, -0.7, 0.0, 1.3, -0.9, 0.6};

    private static final Run RUN = new Run(
            "it",
            new NetworkSpec(
                    1,
                    List.of(new LayerSpec(6, Activation.TANH, false, new Init.Values(new double[][] {WEIGHTS}))),
                    Loss.HALF_SQUARED_ERROR,
                    Reduction.MEAN,
                    new Sgd(0.1)),
            Examples.of(new double[][] {{1}}, new double[1][6]),
            1,
            false,
            0);

    /** Five round once, the last of them away from 0; the others from once to 64 times. A float's rounding is 2^29 of a double's. */
    @ParameterizedTest
    @CsvSource({
        "0, DOUBLE, 0, 1",
        "3, DOUBLE, 3, 1",
        "4, DOUBLE, -1, 1",
        "5, DOUBLE, 5, 32",
        "6, DOUBLE, 6, 64",
        "7, DOUBLE, 7, 1",
        "62, DOUBLE, 62, 64",
        "3, FLOAT, 3, 536870912"
    })
    void howAControlRounds(int control, Precision precision, int pattern, double roundings) {
        Run run = RUN.in(precision);
        List<String> told = new ArrayList<>();
        List<double[]> loaded = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();

        new Controls(run, () -> run.start().batches(), spec -> new ControlNetwork(spec) {
                    @Override
                    public void roundDifferently(int p, double r) {
                        told.add(p + ", " + r);
                        super.roundDifferently(p, r);
                    }

                    @Override
                    public void loadWeights(double[] weights) {
                        loaded.add(weights.clone());
                        super.loadWeights(weights);
                    }
                })
                .train(control, 3, (step, loss) -> steps.add(step));

        assertThat(told).containsExactly(pattern + ", " + roundings);
        assertThat(steps).containsExactly(0, 1, 2);
        double[] start = run.start().weights();
        for (int i = 0; i < start.length; i++) {
            double moved = Math.abs(loaded.get(0)[i] - start[i]);
            assertThat(moved).isEqualTo(start[i] == 0.0 ? 0.0 : roundings * Math.ulp(start[i]));
        }
    }
}
