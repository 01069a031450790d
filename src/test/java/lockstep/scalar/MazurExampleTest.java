package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Without it the best-known worked example of back-propagation on the web could come out differently here: Matt Mazur, "A step
 * by step backpropagation example" (2015). Its biases are never updated; here they are put back after each step. The figures
 * are those of the right rule. Two that the article prints are not: its E1, .291027924, is that of a fault (late_hidden_delta), and what it gives for 10,000 updates, .0000351085, the right rule has after 9,999.
 */
class MazurExampleTest {

    /** The figures are printed to nine places. */
    private static final double PLACES = 5e-10;

    private final NetworkSpec spec = new NetworkSpec(
            2,
            List.of(
                    new LayerSpec(2, Activation.SIGMOID, true, new Init.Values(new double[][] {
                        {0.15, 0.25}, {0.20, 0.30}, {0.35, 0.35}
                    })),
                    new LayerSpec(2, Activation.SIGMOID, true, new Init.Values(new double[][] {
                        {0.40, 0.50}, {0.45, 0.55}, {0.60, 0.60}
                    }))),
            Loss.HALF_SQUARED_ERROR,
            Reduction.MEAN,
            new Sgd(0.5));

    private final Batch batch = Examples.of(new double[][] {{0.05, 0.10}}, new double[][] {{0.01, 0.99}})
            .asBatch();

    private final ScalarNetwork network = new ScalarNetwork(spec);
    private final double[] weights = {0.15, 0.25, 0.20, 0.30, 0.35, 0.35, 0.40, 0.50, 0.45, 0.55, 0.60, 0.60};

    @BeforeEach
    void load() {
        network.loadWeights(weights);
    }

    @Test
    void theFirstUpdate() {
        assertThat(step()).isCloseTo(0.298371109, within(PLACES));
        double[] expected = {
            0.149780716, 0.249751144, 0.199561432, 0.299502287, 0.35, 0.35,
            0.358916480, 0.511301270, 0.408666186, 0.561370121, 0.60, 0.60
        };
        assertThat(weights).containsExactly(expected, within(PLACES));
        assertThat(network.loss(batch)).isCloseTo(0.291027774, within(PLACES));
    }

    @Test
    void theErrorAfterTenThousandUpdates() {
        for (int update = 0; update < 9_999; update++) {
            step();
        }
        assertThat(network.loss(batch)).isCloseTo(0.0000351085, within(5e-11));
        step();
        assertThat(network.loss(batch)).isCloseTo(0.0000351019, within(5e-11));
    }

    /** The hidden deltas taken with the output weights after their update: 1.5e-7 off, which nobody sees who has no other figure. */
    @Test
    void theErrorThatTheArticlePrintsIsThatOfALateHiddenDelta() {
        Engine faulty = new FaultyNetwork(spec, Faults.of(Fault.LATE_HIDDEN_DELTA));
        faulty.loadWeights(weights);
        step(faulty);
        assertThat(faulty.loss(batch)).isCloseTo(0.291027924, within(PLACES));
    }

    private double step() {
        return step(network);
    }

    /** A step after which the biases are what they were. */
    private double step(Engine engine) {
        double loss = engine.step(batch);
        engine.readWeights(weights);
        weights[4] = 0.35;
        weights[5] = 0.35;
        weights[10] = 0.60;
        weights[11] = 0.60;
        engine.loadWeights(weights);
        return loss;
    }
}
