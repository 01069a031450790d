package lockstep.parity.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.DelegatingEngine;
import lockstep.scalar.ControlNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a new weight could be judged by a tolerance that is another than docs/verdict.md says. All numbers are by hand. */
class ExpectedWeightsTest {

    private static final double UNIT = 0x1p-53;

    /** From 1 and 4 by gradients of 2 and 0 at a rate of a half: to 0 and 4. */
    private static final double[] NO_KINKS = {0.0, 0.0};

    @Test
    void aWeightMayBeOffByRoundingsOfItAndByATrillionthOfItsLargestChange() {
        try (ExpectedWeights expected = new ExpectedWeights(network(new Sgd(0.5)), ControlNetwork::new)) {
            double[] before = {1.0, 4.0};
            step(expected, before, 2.0, 0.0);
            assertThat(expected.values()).containsExactly(0.0, 4.0);
            assertThat(expected.changes(before)).containsExactly(-1.0, 0.0);
            assertThat(expected.allowed()[0]).isCloseTo(5.0 * UNIT + 1e-12, withinPercentage(1e-9));
            assertThat(expected.allowed()[1]).isEqualTo(20.0 * UNIT);

            step(expected, new double[] {0.0, 4.0}, -0.5, 8.0); // to 0.25 and 0
            assertThat(expected.allowed()[0])
                    .as("its largest change so far")
                    .isCloseTo(0.25 * 5.0 * UNIT + 1e-12, withinPercentage(1e-9));
            assertThat(expected.allowed()[1]).isCloseTo(20.0 * UNIT + 4e-12, withinPercentage(1e-9));
            // The one in the middle, of two the second: 1.0001e-12 of a change of 1, or a bit more than that of one of
            // 4.
            assertThat(expected.sharpnessOfAWeight()).isCloseTo(1e-12 + 5.0 * UNIT, withinPercentage(1e-9));
        }
    }

    /** Up by its error, the first gradient is beyond the largest double; down by it, 0, so that the weight stays: half of it away. */
    /** By hand, of plain descent by 0.5: an error of the gradient of 0.25 moves a weight by 0.125, and twice that is allowed. */
    @Test
    void whatOnlyAKinkAllowsIsKnown() {
        try (ExpectedWeights expected = new ExpectedWeights(network(new Sgd(0.5)), ControlNetwork::new)) {
            double[] before = {1.0, 4.0};
            double[] gradient = {2.0, 2.0};
            step(expected, before, gradient);
            expected.widen(before, gradient, new double[] {0.25, 0.25}, new double[] {0.0, 0.2});
            assertThat(expected.excusedByAKink(new double[] {0.0, 3.0})).isEqualTo(-1);
            assertThat(expected.excusedByAKink(new double[] {0.2, 3.04})).isEqualTo(-1);
            assertThat(expected.excusedByAKink(new double[] {0.2, 3.06})).isEqualTo(1);
            assertThat(expected.excusedByAKink(new double[] {0.2, 3.3}))
                    .as("is not allowed")
                    .isEqualTo(-1);
        }
    }

    @Test
    void anErrorThatOverflowsExplainsNothing() {
        try (ExpectedWeights expected = new ExpectedWeights(network(new Sgd(0.5)), ControlNetwork::new)) {
            double[] before = {1.0, 4.0};
            double[] gradient = {1e308, 2.0};
            step(expected, before, gradient);
            double[] without = expected.allowed().clone();
            expected.widen(before, gradient, new double[] {1e308, 0.25}, NO_KINKS);
            assertThat(expected.allowed()[0] - without[0]).isCloseTo(1e308, withinPercentage(1e-9));
            assertThat(expected.allowed()[1]).isEqualTo(without[1] + 0.25);
        }
    }

    /** Four roundings of a gradient of 2 are 8 units, of which the rate takes half: twice that, in doubles. */
    @Test
    void someRoundingsOfTheGradientWidenIt() {
        try (ExpectedWeights expected = new ExpectedWeights(network(new Sgd(0.5)), ControlNetwork::new)) {
            double[] before = {1.0, 4.0};
            double[] gradient = {2.0, 0.0};
            step(expected, before, gradient);
            double[] without = expected.allowed().clone();
            expected.widen(before, gradient);
            assertThat(expected.allowed()[0] - without[0]).isCloseTo(8.0 * UNIT, within(1e-26));
            assertThat(expected.allowed()[1]).isEqualTo(without[1]);
        }
    }

    /** The gradient's bound where a program tells no gradient: a half of it twice; one that is not finite says nothing. */
    @Test
    void aGivenErrorOfTheGradientWidensIt() {
        try (ExpectedWeights expected = new ExpectedWeights(network(new Sgd(0.5)), ControlNetwork::new)) {
            double[] before = {1.0, 4.0};
            double[] gradient = {2.0, 0.0};
            step(expected, before, gradient);
            double[] without = expected.allowed().clone();
            expected.widen(before, gradient, new double[] {0.25, Double.POSITIVE_INFINITY}, NO_KINKS);
            assertThat(expected.allowed()[0]).isEqualTo(without[0] + 0.25);
            assertThat(expected.allowed()[1]).isEqualTo(without[1]);
        }
    }

    /** In floats sixteen roundings of the update; what is beyond the largest float is not judged, nor what has such a square in a step before. */
    @Test
    void inAnotherPrecisionItsOwnRoundingsCount() {
        double unit = 0x1p-24;
        NetworkSpec floats = network(new Sgd(0.5)).in(Precision.FLOAT);
        try (ExpectedWeights expected = new ExpectedWeights(floats, ControlNetwork::new)) {
            step(expected, new double[] {1.0, 4.0}, 2.0, 0.0);
            assertThat(expected.allowed()[0]).isCloseTo(4.0 * unit + UNIT + 16.0 * unit, withinPercentage(1e-9));
            assertThat(expected.allowed()[1]).isCloseTo(4.0 * (4.0 * unit + UNIT), withinPercentage(1e-9));
            step(expected, new double[] {-4e38, 4.0}, 0.0, 0.0);
            assertThat(expected.allowed()[0]).isInfinite();
            assertThat(expected.allowed()[1]).isLessThan(1e-5);
            step(expected, new double[] {1.0, 4.0}, 1e20, 0.0);
            step(expected, new double[] {1.0, 4.0}, 0.0, 0.0);
            assertThat(expected.allowed()).containsOnly(Double.POSITIVE_INFINITY);
        }
        assertThat(ExpectedWeights.relative(clipped(new Sgd(0.5)).in(Precision.FLOAT)))
                .isCloseTo((16.0 + 2.0 * Math.sqrt(2.0)) * unit, withinPercentage(1e-9));
        assertThat(ExpectedWeights.relative(clipped(new Sgd(0.5)))).isEqualTo(1e-12);
    }

    /** A velocity of 1 goes on with its half, in the rule and in what rounds otherwise. */
    @Test
    void itGoesOnWhereANetworkIs() {
        try (ExpectedWeights expected = new ExpectedWeights(network(new Momentum(0.5, 0.5)), ControlNetwork::new)) {
            expected.resume(new double[][] {{1.0, 0.0}}, 3);
            double[] before = {1.0, 4.0};
            double[] gradient = {2.0, 0.0};
            step(expected, before, gradient);
            assertThat(expected.values()).containsExactly(1.0 - 0.5 - 1.0, 4.0);
            expected.widen(before, gradient);
            assertThat(expected.allowed()[0]).isLessThan(2e-12);
        }
    }

    @Test
    void whereARuleTakesNoGradientTheNetworkThatSteppedAnswers() {
        NetworkSpec network = network(new Sgd(0.5));
        DelegatingEngine stepped = new DelegatingEngine(network);
        stepped.loadWeights(new double[] {7.0, 8.0});
        try (ExpectedWeights expected = new ExpectedWeights(network, DelegatingEngine::new)) {
            double[] before = {1.0, 4.0};
            expected.step(before, new double[] {2.0, 0.0}, stepped);
            assertThat(expected.holds(new double[] {7.0, 8.0}, 1.0))
                    .as("it tells all or none")
                    .isFalse();
            assertThat(expected.values()).containsExactly(7.0, 8.0);
            double[] without = expected.allowed().clone();
            expected.widen(before, new double[] {2.0, 0.0}, new double[] {1.0, 1.0}, NO_KINKS);
            assertThat(expected.allowed()).isEqualTo(without);
        }
    }

    /** Against what is allowed, weight by weight, where a network is compared in parts: the last of one and the first of the next. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1023, 1024, 1549})
    void itHoldsWhereEachWeightIsWithinAShare(int index) {
        LayerSpec layer = new LayerSpec(50, Activation.IDENTITY, true, new Init.Constant(0.0));
        NetworkSpec wide = new NetworkSpec(30, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(0.5));
        PythonRandom random = new PythonRandom(index);
        try (ExpectedWeights expected = new ExpectedWeights(wide, ControlNetwork::new);
                ExpectedWeights alike = new ExpectedWeights(wide, ControlNetwork::new)) {
            for (double size : new double[] {1.0, 0.01, 0.1}) { // the largest change is the first
                double[] before = numbers(random, 1.0);
                double[] gradient = numbers(random, size);
                expected.step(before, gradient, new DelegatingEngine(wide));
                alike.step(before, gradient, new DelegatingEngine(wide));
                double[] given = alike.values().clone();
                assertThat(expected.holds(given, 0.0)).isTrue();
                for (double other : new double[] {-1.0, 1.0}) {
                    given[index] = alike.values()[index] + other * 0.23 * alike.allowed()[index];
                    assertThat(expected.holds(given, 0.25)).isTrue();
                    assertThat(expected.holds(given, 0.2)).isFalse();
                }
                for (double none : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
                    given[index] = none;
                    assertThat(expected.holds(given, 1.0)).isFalse();
                }
                assertThat(expected.holds(alike.values(), Double.NaN)).isFalse();
                assertThat(expected.holds(alike.values(), -1.0)).isFalse();
            }
            assertThat(expected.allowed()).isEqualTo(alike.allowed());
            assertThat(expected.values()).isEqualTo(alike.values());
            assertThat(expected.holds(alike.values(), 1.0))
                    .as("all is computed already")
                    .isFalse();
        }
    }

    /** From 1e308 to beyond the largest double, where nobody can say what is allowed. */
    @Test
    void nothingHoldsWhereWeightsOverflow() {
        try (ExpectedWeights expected = new ExpectedWeights(network(new Sgd(0.5)), ControlNetwork::new)) {
            for (double[] before : new double[][] {{-1.7e308, 0.0}, {1.7e308, 0.0}}) {
                step(expected, before, -1.7e308, 0.0);
                assertThat(expected.holds(new double[] {Double.POSITIVE_INFINITY, 0.0}, 1.0))
                        .isFalse();
            }
            step(expected, new double[] {-1.7e308, 0.0}, -Double.MAX_VALUE, 0.0);
            assertThat(expected.holds(new double[] {0.0, 0.0}, 1.0)).isFalse();
        }
    }

    private static double[] numbers(PythonRandom random, double size) {
        return IntStream.range(0, 1550)
                .mapToDouble(i -> random.uniform(-size, size))
                .toArray();
    }

    private static void step(ExpectedWeights expected, double[] before, double... gradient) {
        expected.step(before, gradient, new DelegatingEngine(network(new Sgd(0.5))));
    }

    private static NetworkSpec network(Optimizer optimizer) {
        return network(optimizer, Clipping.NONE);
    }

    private static NetworkSpec clipped(Optimizer optimizer) {
        return network(optimizer, new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 1.0));
    }

    /** Two weights. */
    private static NetworkSpec network(Optimizer optimizer, Clipping clipping) {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, new Init.Constant(0.0)).withClipping(clipping);
        return new NetworkSpec(2, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
    }
}
