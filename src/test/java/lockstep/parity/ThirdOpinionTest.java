package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
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
import lockstep.parity.verdict.Rung;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it the first relu network that somebody tries could be told that its right gradient is not the derivative of its loss. */
class ThirdOpinionTest {

    /** 100 relus, 32 examples of standard normal inputs: of 64 probes with h = 1e-3, some reach over a kink. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aWideReluNetworkIsNotDoubted(int seed) {
        assertNotDoubted(seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9})
    @Tag("exhaustive")
    void norAreSevenOthers(int seed) {
        assertNotDoubted(seed);
    }

    private static void assertNotDoubted(int seed) {
        Random random = new Random(seed);
        double[][] inputs = new double[32][784];
        double[][] targets = new double[32][10];
        for (int e = 0; e < 32; e++) {
            for (int i = 0; i < 784; i++) {
                inputs[e][i] = random.nextGaussian();
            }
            targets[e][random.nextInt(10)] = 1.0;
        }
        NetworkSpec network = network(
                784,
                Loss.CROSS_ENTROPY,
                new LayerSpec(100, Activation.RELU, true, Init.Scheme.XAVIER),
                new LayerSpec(10, Activation.SOFTMAX, true, Init.Scheme.XAVIER));

        assertThat(note(network, Examples.of(inputs, targets), seed)).isEmpty();
    }

    /** kink0.yaml: {@code 0.1 + 0.2 + 0.3 - 0.6}, a sum of 1.1e-16, where both sides say that the relu is on. */
    @Test
    void aKinkIsNoMistake() {
        NetworkSpec network = network(
                3,
                Loss.HALF_SQUARED_ERROR,
                new LayerSpec(3, Activation.RELU, true, new Init.Values(new double[][] {
                    {1, 0.5, -0.4}, {1, -0.7, 0.8}, {1, 0.6, 0.5}, {-0.6, 0.1, 0.2}
                })),
                new LayerSpec(
                        1, Activation.IDENTITY, true, new Init.Values(new double[][] {{0.7}, {-0.4}, {0.5}, {0.1}})));
        Examples examples = Examples.of(
                new double[][] {{0.1, 0.2, 0.3}, {0.4, -0.3, 0.2}, {0.7, 0.1, -0.5}, {-0.2, 0.6, 0.9}},
                new double[][] {{0.8}, {0.1}, {0.5}, {0.3}});

        assertThat(note(network, examples, 5)).isEmpty();
    }

    /** An input of 1,200 takes a tanh from one end to the other within a step of 1e-3. */
    @Test
    void aLargeInputIsNoMistake() {
        NetworkSpec network = network(
                1,
                Loss.HALF_SQUARED_ERROR,
                new LayerSpec(1, Activation.TANH, true, new Init.Values(new double[][] {{0.001}, {-0.9}})),
                new LayerSpec(1, Activation.IDENTITY, true, new Init.Constant(0.5)));
        Examples examples = Examples.of(new double[][] {{1200}, {950}}, new double[][] {{0.7}, {0.2}});

        assertThat(note(network, examples, 0)).isEmpty();
    }

    private static NetworkSpec network(int inputs, Loss loss, LayerSpec... layers) {
        return new NetworkSpec(inputs, List.of(layers), loss, Reduction.MEAN, new Sgd(0.1));
    }

    private static String note(NetworkSpec network, Examples examples, int seed) {
        Run run = new Run("relu", network, examples, examples.size(), false, seed);
        return new ParityCheck(Tolerance.DEFAULT, 1)
                .judge(run, ControlNetwork::new, DelegatingEngine::new, Progress.NONE)
                .verdict()
                .at(Rung.GRADIENT)
                .note();
    }
}
