package lockstep.parity.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.DelegatingEngine;
import lockstep.parity.step.WrittenStep.Figure;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;

/** Without it the page that a learner checks a network against could itself be wrong. */
class WrittenStepTest {

    /** Worked examples are printed to nine places. */
    private static final double PLACES = 5e-10;

    private static final Tolerance TOLERANCE = new Tolerance(1e-12, 1e-9);

    /** Matt Mazur, "A step by step backpropagation example" (2015): every figure of its first pass. */
    @Test
    void mazursWorkedExample() {
        WrittenStep written = WrittenStep.of(mazur(), 0, ScalarNetwork::new, ScalarNetwork::new);
        StepSide side = written.scalar();

        assertThat(side.sums()[0][0][0]).isCloseTo(0.3775, within(PLACES));
        assertThat(side.outputs()[0][0]).containsExactly(new double[] {0.593269992, 0.596884378}, within(PLACES));
        assertThat(side.sums()[0][1][0]).isCloseTo(1.105905967, within(PLACES));
        assertThat(side.outputs()[0][1]).containsExactly(new double[] {0.751365070, 0.772928465}, within(PLACES));
        assertThat(side.loss()).isCloseTo(0.298371109, within(PLACES));
        assertThat(side.errors()[0][1]).containsExactly(new double[] {0.741365070, -0.217071535}, within(PLACES));
        assertThat(side.deltas()[0][1]).containsExactly(new double[] {0.138498562, -0.038098237}, within(PLACES));
        assertThat(side.errors()[0][0][0]).isCloseTo(0.036350306, within(PLACES));
        assertThat(side.gradient()[0]).isCloseTo(0.000438568, within(PLACES)); // w1
        assertThat(side.gradient()[6]).isCloseTo(0.082167041, within(PLACES)); // w5
        // w1 w3, w2 w4, the biases (which the article leaves as they are); w5 w7, w6 w8
        assertThat(List.of(0, 1, 2, 3, 6, 7, 8, 9))
                .extracting(i -> Math.round(1e9 * side.after()[i]))
                .containsExactly(
                        149780716L, 249751144L, 199561432L, 299502287L, 358916480L, 511301270L, 408666186L, 561370121L);
    }

    @Test
    void everyGradientIsItsCentralDifference() {
        WrittenStep written = WrittenStep.of(mazur(), 3, ScalarNetwork::new, ScalarNetwork::new);

        assertThat(written.scalar().gradient()).containsExactly(written.differences(), within(1e-11));
    }

    /**
     * bpnn.py's network, whose output has no bias, at its third step: by hand from the weights before, in the formulas of
     * bpnn.py.
     */
    @Test
    void aLaterStepOfANetworkWithoutAnOutputBias() {
        WrittenStep written = WrittenStep.of(bpnn(), 2, ScalarNetwork::new, ScalarNetwork::new);
        double[] w = written.before();
        double h1 = Math.tanh(w[0] + w[4]); // the third pattern is 1, 0
        double h2 = Math.tanh(w[1] + w[5]);
        double y = Math.tanh(h1 * w[6] + h2 * w[7]);
        double delta = (1.0 - y * y) * (y - 1.0);
        StepSide side = written.scalar();

        assertThat(written.batch().inputValues()).containsExactly(1.0, 0.0);
        assertThat(side.outputs()[0][0]).containsExactly(new double[] {h1, h2}, within(1e-15));
        assertThat(side.deltas()[0][1]).containsExactly(new double[] {delta}, within(1e-15));
        assertThat(side.deltas()[0][0])
                .containsExactly(
                        new double[] {(1.0 - h1 * h1) * delta * w[6], (1.0 - h2 * h2) * delta * w[7]}, within(1e-15));
        assertThat(side.gradient()[6]).isCloseTo(delta * h1, within(1e-15));
        // The first two steps were made: the weights are no longer those that were drawn.
        assertThat(w).isNotEqualTo(bpnn().start().weights());
    }

    @Test
    void theMeanOverABatch() {
        Run run = bpnn();
        Run full = new Run(run.label(), run.network(), run.examples(), 4, false, 0);
        WrittenStep written = WrittenStep.of(full, 0, ScalarNetwork::new, ScalarNetwork::new);
        StepSide side = written.scalar();
        double sum = 0.0;
        for (int e = 0; e < 4; e++) {
            sum += side.outputs()[e][0][1] * side.deltas()[e][1][0];
        }

        assertThat(side.gradient()[7]).isCloseTo(sum / 4.0, within(1e-15));
    }

    /** A candidate with a hidden delta of the wrong sign: what is right stays right, what is wrong is named. */
    @Test
    void aCandidateThatIsWrongIsFound() {
        WrittenStep written = WrittenStep.of(mazur(), 0, ScalarNetwork::new, network -> new DelegatingEngine(network) {
            @Override
            public void readGradient(double[] into) {
                super.readGradient(into);
                if (network.layers().size() == 2) {
                    into[0] = -into[0];
                }
            }
        });

        assertThat(written.compared())
                .filteredOn(figure -> figure.share(TOLERANCE) > 1.0)
                .extracting(Figure::quantity, Figure::layer, Figure::from, Figure::unit)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("gradient", 1, "x1", "h1"));
    }

    @Test
    void theNamesOfUnits() {
        WrittenStep two = WrittenStep.of(mazur(), 0, ScalarNetwork::new, ScalarNetwork::new);

        assertThat(two.unit(0, 1)).isEqualTo("h2");
        assertThat(two.unit(1, 0)).isEqualTo("y1");
        assertThat(two.from(0, 2)).isEqualTo("bias");
        assertThat(two.from(1, 1)).isEqualTo("h2");
        assertThat(two.from(0, 1)).isEqualTo("x2");
    }

    /** By hand: four numbers of units each, then weights by the input that they come from. */
    @Test
    void theFiguresInTheOrderInWhichTheyAreComeBy() {
        WrittenStep written = WrittenStep.of(mazur(), 0, ScalarNetwork::new, ScalarNetwork::new);
        List<String> units = List.of("1 1 h1", "1 1 h2", "1 2 y1", "1 2 y2");
        List<String> weights = List.of(
                "0 1 x1 h1",
                "0 1 x1 h2",
                "0 1 x2 h1",
                "0 1 x2 h2",
                "0 1 bias h1",
                "0 1 bias h2", //
                "0 2 h1 y1",
                "0 2 h1 y2",
                "0 2 h2 y1",
                "0 2 h2 y2",
                "0 2 bias y1",
                "0 2 bias y2");
        List<String> expected = new ArrayList<>();
        for (String quantity : List.of("sum", "output", "loss", "error", "delta")) {
            (quantity.equals("loss") ? List.of("0 0") : units).forEach(unit -> expected.add(quantity + " " + unit));
        }
        for (String quantity : List.of("gradient", "weight_before", "weight_after")) {
            weights.forEach(weight -> expected.add(quantity + " " + weight));
        }

        assertThat(written.figures().stream()
                        .map(figure -> Stream.of(
                                        figure.quantity(),
                                        "" + figure.example(),
                                        "" + figure.layer(),
                                        figure.from(),
                                        figure.unit())
                                .filter(part -> !part.isEmpty())
                                .collect(Collectors.joining(" "))))
                .containsExactlyElementsOf(expected);
        assertThat(written.compared())
                .hasSize(expected.size() - weights.size())
                .noneMatch(figure -> figure.quantity().equals("weight_before"));
        Figure w5 = written.figures().get(17 + 6);
        assertThat(w5.scalar()).isCloseTo(0.082167041, within(PLACES));
        assertThat(w5.difference()).isEqualTo(written.differences()[6]);
        assertThat(written.figures().get(17 + 12 + 6).scalar()).isEqualTo(0.40);
        assertThat(written.figures().get(17 + 12 + 6).difference()).isNaN();
    }

    /** Each step of both starts from the scalar network's weights: at another rate the gradients stay the same, and the weights do not. */
    @Test
    void aCandidateThatWentAstrayStartsFromTheSameWeights() {
        WrittenStep written = WrittenStep.of(
                bpnn(), 3, ScalarNetwork::new, spec -> new ScalarNetwork(spec.withOptimizer(new Sgd(7.0))));

        assertThat(written.compared())
                .filteredOn(figure -> figure.share(TOLERANCE) > 1.0)
                .extracting(Figure::quantity)
                .hasSize(8)
                .containsOnly("weight_after");
    }

    /** The velocity is the same only if every gradient before was that of the scalar network's weights. */
    @Test
    void whatTheCandidateRemembersIsOfTheSameWeights() {
        WrittenStep written = WrittenStep.of(bpnn(), 3, ScalarNetwork::new, network -> new DelegatingEngine(network) {
            @Override
            public double step(Batch batch) {
                double loss = super.step(batch);
                double[] weights = new double[network.weightCount()];
                readWeights(weights);
                weights[0] += 1.0;
                loadWeights(weights);
                return loss;
            }
        });

        assertThat(written.compared())
                .filteredOn(figure -> figure.share(TOLERANCE) > 1.0)
                .extracting(figure -> figure.quantity() + " " + figure.from() + " " + figure.unit())
                .containsExactly("weight_after x1 h1");
    }

    /** The third pattern of XOR is 1, 0; the output has no bias. */
    @Test
    void whatComesIntoARow() {
        Run run = bpnn();
        Run full = new Run(run.label(), run.network(), run.examples(), 4, false, 0);
        WrittenStep written = WrittenStep.of(full, 0, ScalarNetwork::new, ScalarNetwork::new);

        assertThat(List.of(written.input(2, 0, 0), written.input(2, 0, 1), written.input(2, 0, 2)))
                .containsExactly(1.0, 0.0, 1.0);
        assertThat(written.input(3, 1, 1)).isEqualTo(written.scalar().outputs()[3][0][1]);
    }

    @Test
    void ofSeveralHiddenLayersTheNameSaysWhich() {
        LayerSpec layer = new LayerSpec(2, Activation.TANH, true, new Init.Constant(0.1));
        Run run = run(
                bpnn().examples(),
                List.of(layer, layer, bpnn().network().layers().get(1)),
                new Sgd(0.1),
                1);
        WrittenStep written = WrittenStep.of(run, 0, ScalarNetwork::new, ScalarNetwork::new);

        assertThat(List.of(written.unit(0, 1), written.unit(1, 0), written.unit(2, 0), written.from(1, 1)))
                .containsExactly("h1.2", "h2.1", "y1", "h1.2");
        assertThat(written.from(2, 0)).isEqualTo("h2.1");
    }

    @Test
    void ofNumbersThatBothOverflowedNothingCanBeSaid() {
        assertThat(figure(Double.NaN, Double.POSITIVE_INFINITY).overflowed()).isTrue();
        assertThat(figure(1.0, Double.NaN).overflowed()).isFalse();
        assertThat(figure(Double.NaN, 1.0).overflowed()).isFalse();
        assertThat(figure(1.0, 1.5).share(new Tolerance(1.0, 0.0))).isEqualTo(0.5);
    }

    private static Figure figure(double scalar, double candidate) {
        return new Figure("loss", 0, 0, "", "", scalar, candidate, Double.NaN);
    }

    private static Run mazur() {
        Examples examples = Examples.of(new double[][] {{0.05, 0.10}}, new double[][] {{0.01, 0.99}});
        List<LayerSpec> layers = List.of(
                new LayerSpec(2, Activation.SIGMOID, true, new Init.Values(new double[][] {
                    {0.15, 0.25}, {0.20, 0.30}, {0.35, 0.35}
                })),
                new LayerSpec(2, Activation.SIGMOID, true, new Init.Values(new double[][] {
                    {0.40, 0.50}, {0.45, 0.55}, {0.60, 0.60}
                })));
        return run(examples, layers, new Sgd(0.5), 1);
    }

    private static Run bpnn() {
        Examples xor =
                Examples.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});
        List<LayerSpec> layers = List.of(
                new LayerSpec(2, Activation.TANH, true, new Init.Uniform(-0.2, 0.2)),
                new LayerSpec(1, Activation.TANH, false, new Init.Uniform(-2.0, 2.0)));
        return run(xor, layers, new BpnnMomentum(0.5, 0.1), 1);
    }

    private static Run run(Examples examples, List<LayerSpec> layers, Optimizer optimizer, int batchSize) {
        NetworkSpec network = new NetworkSpec(2, layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
        return new Run("it", network, examples, batchSize, false, 0);
    }
}
