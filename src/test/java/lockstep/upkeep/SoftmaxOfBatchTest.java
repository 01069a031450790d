package lockstep.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.dl4j.Dl4jNetwork;
import lockstep.model.Activation;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;

/** Without it the fuzz would report a known oddity of DL4J's again and again, or leave out configs that have nothing to do with it. */
class SoftmaxOfBatchTest {

    @Test
    void whatIsLeftOutIsWhatDl4jCannotDo() {
        // Below e^-745.13 there is no double, below e^-708.4 there are only short ones.
        assertThat(lossOfDl4j(run(-800.0, 2))).isNaN();
        assertThat(SoftmaxOfBatch.isLost(run(-800.0, 2), ScalarNetwork::new, 1)).isTrue();
        assertThat(SoftmaxOfBatch.isLost(run(-710.0, 2), ScalarNetwork::new, 1)).isTrue();

        assertThat(lossOfDl4j(run(-700.0, 2))).isFinite();
        assertThat(SoftmaxOfBatch.isLost(run(-700.0, 2), ScalarNetwork::new, 1)).isFalse();
        assertThat(lossOfDl4j(run(800.0, 2))).isFinite();
        assertThat(SoftmaxOfBatch.isLost(run(800.0, 2), ScalarNetwork::new, 1)).isFalse();
    }

    @Test
    void anExampleAloneStays() {
        assertThat(lossOfDl4j(run(-800.0, 1))).isFinite();
        assertThat(SoftmaxOfBatch.isLost(run(-800.0, 1), ScalarNetwork::new, 1)).isFalse();
    }

    /** The second batch has sums of -600 and -780. */
    @Test
    void everyStepIsLookedAt() {
        Examples four =
                Examples.of(new double[][] {{1}, {1}, {1}, {1.3}}, new double[][] {{1, 0}, {1, 0}, {1, 0}, {1, 0}});
        Run run = new Run("late", network(-600.0), four, 2, false, 0);
        assertThat(SoftmaxOfBatch.isLost(run, ScalarNetwork::new, 1)).isFalse();
        assertThat(SoftmaxOfBatch.isLost(run, ScalarNetwork::new, 2)).isTrue();
    }

    private static double lossOfDl4j(Run run) {
        try (Engine engine = new Dl4jNetwork(run.network())) {
            engine.loadWeights(run.start().weights());
            return engine.step(run.start().batches().next());
        }
    }

    private static Run run(double weight, int batchSize) {
        return new Run("softmax", network(weight), examples(), batchSize, false, 0);
    }

    /** Two examples of one input, 1. */
    private static Examples examples() {
        return Examples.of(new double[][] {{1}, {1}}, new double[][] {{1, 0}, {1, 0}});
    }

    /** A softmax layer whose two sums are the weight. */
    private static NetworkSpec network(double weight) {
        LayerSpec layer = new LayerSpec(2, Activation.SOFTMAX, false, new Init.Constant(weight));
        return new NetworkSpec(1, List.of(layer), Loss.CROSS_ENTROPY, Reduction.MEAN, new Sgd(0.1));
    }
}
