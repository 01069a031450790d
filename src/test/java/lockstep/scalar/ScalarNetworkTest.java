package lockstep.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.optim.Adam;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it what a network is asked beside its steps could be answered from the wrong examples, weights or memory. All by hand. */
class ScalarNetworkTest {

    private static final Batch ONE =
            Examples.of(new double[][] {{1.0}}, new double[][] {{0.0}}).asBatch();

    /** A sigmoid of 0 is 0.5, its slope 0.25: with 0.1 more the error of 0.5 makes 0.175. */
    @Test
    void aFlatSpotIsAddedToTheSlope() {
        NetworkSpec spec = network(Activation.SIGMOID, new Sgd(1.0));
        assertThat(gradient(new ScalarNetwork(spec), 0.0)).isEqualTo(0.125);
        assertThat(gradient(new ScalarNetwork(spec.withHeuristics(new Heuristics(0.1, 0.0))), 0.0))
                .isCloseTo(0.175, within(1e-16));
    }

    /** Answers of 0.5 to targets of 0 and 1. */
    @Test
    void anErrorWithinTheDeadZoneIsNone() {
        for (Loss loss : List.of(Loss.HALF_SQUARED_ERROR, Loss.CROSS_ENTROPY)) {
            Activation output = loss == Loss.CROSS_ENTROPY ? Activation.SOFTMAX : Activation.IDENTITY;
            LayerSpec layer = new LayerSpec(2, output, false, new Init.Constant(0.0));
            NetworkSpec spec = new NetworkSpec(1, List.of(layer), loss, Reduction.MEAN, new Sgd(1.0));
            Batch batch = Examples.of(new double[][] {{1.0}}, new double[][] {{0.0, 1.0}})
                    .asBatch();
            double[] weights = output == Activation.SOFTMAX ? new double[2] : new double[] {0.5, 0.5};
            double[] gradient = new double[2];
            for (double zone : new double[] {0.4, 0.5, 0.6}) {
                ScalarNetwork network = new ScalarNetwork(spec.withHeuristics(new Heuristics(0.0, zone)));
                network.loadWeights(weights);
                network.step(batch);
                network.readGradient(gradient);
                double[] errors = zone > 0.5 ? new double[2] : new double[] {0.5, -0.5};
                assertThat(gradient).as("%s, %s", loss, zone).isEqualTo(errors);
            }
        }
    }

    @Test
    void theGradientIsThatOfAStep() {
        ScalarNetwork network = new ScalarNetwork(network(Activation.IDENTITY, new Sgd(1.0)));
        double[][] sums = new double[1][1];
        assertThatThrownBy(() -> network.readGradient(new double[1])).isInstanceOf(IllegalStateException.class);
        assertThat(network.readSums(0, sums)).isFalse();
        network.loadWeights(new double[] {0.5});
        network.step(ONE);
        assertThat(network.readSums(0, sums)).isTrue();
        assertThat(sums[0]).containsExactly(0.5);
        network.loss(ONE);
        assertThatThrownBy(() -> network.readGradient(new double[1])).isInstanceOf(IllegalStateException.class);
        network.step(ONE);
        network.update(new double[] {0.0});
        assertThatThrownBy(() -> network.readGradient(new double[1])).isInstanceOf(IllegalStateException.class);
    }

    /** y = 2x of 600 inputs, from 0 to 599, in batches that begin in the middle; half the mean square of 2x is twice that of x. */
    @Test
    void manyExamplesAreAnsweredInBlocks() {
        double[] inputs = new double[600];
        Arrays.setAll(inputs, i -> i);
        Examples many = new Examples(600, 1, 1, inputs, new double[600]);
        ScalarNetwork network = new ScalarNetwork(network(Activation.IDENTITY, new Sgd(1.0)));
        network.loadWeights(new double[] {2.0});
        double[] answers = new double[600];
        double[] expected = new double[600];
        Arrays.setAll(expected, i -> 2.0 * i);
        network.readOutputs(many.asBatch(), answers);
        assertThat(answers).isEqualTo(expected);
        // 0^2 + ... + 599^2 = 599 * 600 * 1199 / 6
        assertThat(network.loss(many.asBatch())).isEqualTo(2.0 * (599.0 * 600 * 1199 / 6) / 600);

        Batch part = new Batch(many, many.asBatch().order(), 50, 257);
        double[] some = new double[257];
        network.readOutputs(part, some);
        assertThat(some).isEqualTo(Arrays.copyOfRange(expected, 50, 307));
        assertThat(network.loss(part))
                .isEqualTo(Arrays.stream(inputs, 50, 307).map(x -> 2.0 * x * x).sum() / 257);
    }

    /** A velocity of 1 and a gradient of 0.5: v = 0.9 + 0.05; and Adam's third step, whose means are corrected by 1 - beta^3. */
    @Test
    void itGoesOnWhereAnotherWas() {
        ScalarNetwork momentum = new ControlNetwork(network(Activation.IDENTITY, new Momentum(0.1, 0.9)));
        momentum.resume(new double[][] {{1.0}}, 7);
        assertThat(weightAfter(momentum, 0.5)).isCloseTo(0.5 - 0.95, within(1e-15));

        ScalarNetwork adam = new ScalarNetwork(network(Activation.IDENTITY, new Adam(0.1, 0.5, 0.75, 0.0)));
        adam.resume(new double[][] {{2.0}, {4.0}}, 2);
        double m = 0.5 * 2.0 + 0.5 * 0.5;
        double v = 0.75 * 4.0 + 0.25 * 0.25;
        assertThat(weightAfter(adam, 0.5)).isCloseTo(0.5 - 0.1 * m / 0.875 / Math.sqrt(v / 0.578125), within(1e-15));
    }

    /** Two layers of a weight each: velocities of 1 and 3, halved, and gradients of 4 and 8, an eighth of which is added. */
    @Test
    void eachLayerGoesOnWithItsOwnMemory() {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, new Init.Constant(0.0));
        ScalarNetwork network = new ControlNetwork(new NetworkSpec(
                1, List.of(layer, layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Momentum(0.125, 0.5)));
        network.loadWeights(new double[] {2.0, 3.0});
        network.resume(new double[][] {{1.0, 3.0}}, 7);
        double[] after = new double[2];

        assertThat(network.update(new double[] {4.0, 8.0})).isTrue();
        network.readWeights(after);
        assertThat(after).containsExactly(2.0 - (0.5 + 0.5), 3.0 - (1.5 + 1.0));
    }

    /** A gradient of 3, 4 for the weights, of length 5, and of 12 for the bias, of 13 together; what is left of it is taken off. */
    @ParameterizedTest
    @CsvSource({
        "RENORMALIZE_L2_PER_LAYER, 13, 13, 13",
        "RENORMALIZE_L2_PER_PARAM_TYPE, 5, 5, 12",
        "CLIP_ELEMENT_WISE_ABSOLUTE_VALUE, 3, 4, 12",
        "CLIP_L2_PER_LAYER, 13, 13, 13",
        "CLIP_L2_PER_PARAM_TYPE, 5, 5, 12"
    })
    void aClippedGradient(Clipping.Mode mode, double first, double second, double bias) {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, true, new Init.Constant(0.0))
                .withClipping(new Clipping(mode, 1.0));
        ScalarNetwork network = new ScalarNetwork(
                new NetworkSpec(2, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(1.0)));
        double[] after = new double[3];
        network.update(new double[] {3.0, 4.0, 12.0});
        network.readWeights(after);
        assertThat(after).containsExactly(new double[] {-3.0 / first, -4.0 / second, -12.0 / bias}, within(1e-15));
    }

    /** l2 of 0.5: half of it times 0.5 squared is in the loss, and 0.5 * 0.5 in the step; or in the step alone. */
    @Test
    void aLibraryMayReportTheLossWithoutItsPenalties() {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, new Init.Constant(0.0))
                .withPenalties(new Penalty(0.0, 0.5, 0.0), Penalty.NONE);
        NetworkSpec spec = new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(1.0));
        for (boolean inLoss : new boolean[] {true, false}) {
            ConventionNetwork network = new ConventionNetwork(spec, new Sgd(0.5), inLoss);
            network.loadWeights(new double[] {0.5});
            assertThat(network.loss(ONE)).isEqualTo(inLoss ? 0.125 + 0.0625 : 0.125);
            assertThat(weightAfter(network, 0.5)).isEqualTo(0.5 - 0.5 * (0.5 + 0.25));
        }
    }

    /** A rule alone gives what is to be taken off: v = 0.1 g, then 0.9 v + 0.1 g; a float's memory is moved by 2^-22 of it, or 2^-23. */
    @Test
    void aRuleAloneMayRoundItsMemory() {
        NetworkSpec spec = network(Activation.IDENTITY, new Momentum(0.5, 0.5));
        ControlNetwork control = new ControlNetwork(spec);
        control.roundMemory(Precision.DOUBLE, 1);
        assertThat(twoSteps(control)).containsExactly(0.5, 0.75);
        control.roundMemory(Precision.FLOAT, 1);
        double first = 0.5 + 0x1p-24; // the velocity after the first step: 2^-23 of what it is and was
        assertThat(twoSteps(control)).containsExactly(0.5, 0.5 * first + 0.5);
        assertThat(twoSteps(new ScalarNetwork(spec))).containsExactly(0.5, 0.75);

        control.loadWeights(new double[] {0.0});
        control.update(new double[] {1.0});
        double[] weights = new double[1];
        control.update(new double[] {1.0});
        control.readWeights(weights);
        assertThat(weights).containsExactly(-0.5 - (0.5 * first + 0.5));
    }

    /** A velocity of 1, then of 0.5, is moved up by 2^-23 of both; half of it is taken off in the second step. */
    @Test
    void whatItGoesOnWithIsRoundedAsWhatItWas() {
        ControlNetwork control = new ControlNetwork(network(Activation.IDENTITY, new Momentum(0.5, 0.5)));
        control.roundMemory(Precision.FLOAT, 1);
        control.resume(new double[][] {{1.0}}, 3);
        control.loadWeights(new double[] {0.0});
        double[] weight = new double[1];
        control.update(new double[] {0.0});
        control.update(new double[] {0.0});
        control.readWeights(weight);
        assertThat(weight).containsExactly(-0.5 - 0.5 * (0.5 + 0x3p-24));
    }

    /**
     * Two of Adam's steps with gradients of 1. The first is one of the rate; after it the means, 0.5 and 0.25, are moved down and up by
     * 2^-23 of themselves, and in the second the powers, 0.25 and 0.5625, likewise.
     */
    @Test
    void aRulesPowersAreRoundedWithItsMemory() {
        double size = 0.1 * Math.sqrt(0.4375 - 0.5625 * 0x1p-23) / (0.75 + 0.25 * 0x1p-23);
        double second = size * (0.75 - 0x1p-25) / Math.sqrt(0.4375 + 0.75 * 0x1p-25);
        ControlNetwork control = new ControlNetwork(network(Activation.IDENTITY, new Adam(0.1, 0.5, 0.75, 0.0)));
        control.roundMemory(Precision.FLOAT, 2);
        control.loadWeights(new double[] {0.0});
        double[] weight = new double[1];
        control.update(new double[] {1.0});
        control.update(new double[] {1.0});
        control.readWeights(weight);
        assertThat(weight[0]).isCloseTo(-0.1 - second, within(1e-15));
        assertThat(twoSteps(control)).containsExactly(new double[] {0.1, second}, within(1e-15));
    }

    @Test
    void aControlRoundsItsAnswersOtherwise() {
        ControlNetwork control = new ControlNetwork(network(Activation.SIGMOID, new Sgd(1.0)));
        control.roundDifferently(Engine.AWAY_FROM_ZERO, 8);
        control.loadWeights(new double[] {0.0});
        double[] answer = new double[1];
        control.readOutputs(ONE, answer);
        assertThat(answer).containsExactly(0.5 + 8 * Math.ulp(0.5));
    }

    private static double[] twoSteps(ScalarNetwork network) {
        Engine.Rule rule = network.newRule(1).orElseThrow();
        double[] update = new double[1];
        double[] both = new double[2];
        for (int step = 0; step < 2; step++) {
            rule.step(new double[] {1.0}, update);
            both[step] = update[0];
        }
        return both;
    }

    private static double gradient(ScalarNetwork network, double weight) {
        double[] gradient = new double[1];
        network.loadWeights(new double[] {weight});
        network.step(ONE);
        network.readGradient(gradient);
        return gradient[0];
    }

    private static double weightAfter(ScalarNetwork network, double weight) {
        double[] after = new double[1];
        network.loadWeights(new double[] {weight});
        network.step(ONE);
        network.readWeights(after);
        return after[0];
    }

    private static NetworkSpec network(Activation activation, Optimizer optimizer) {
        LayerSpec layer = new LayerSpec(1, activation, false, new Init.Constant(0.0));
        return new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
    }
}
