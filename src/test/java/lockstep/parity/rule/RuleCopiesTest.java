package lockstep.parity.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.optim.Adabelief;
import lockstep.optim.Adam;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.scalar.ControlNetwork;
import org.junit.jupiter.api.Test;

/** Without it copies that are to show what rounding does could all be moved the same way, or by nothing. All numbers are by hand. */
class RuleCopiesTest {

    private static final double FLOAT = 0x1p-24;

    @Test
    void whichWayAGradientIsMoved() {
        assertThat(directions(Precision.DOUBLE)).isDeepEqualTo(new double[][] {{1, 1}, {-1, -1}, {1, -1}, {-1, 1}});
        assertThat(directions(Precision.FLOAT))
                .isDeepEqualTo(new double[][] {{1, 1}, {-1, -1}, {0.25, 0.25}, {-0.25, -0.25}});
        assertThat(RuleCopies.turn(network(new Adabelief(0.1)), 3)).isEqualTo(-1.0);
        assertThat(RuleCopies.turn(network(new Adabelief(0.1)), 2)).isEqualTo(1.0);
        assertThat(RuleCopies.turn(network(new Adam(0.1)), 3)).isEqualTo(1.0);
    }

    private static double[][] directions(Precision precision) {
        double[][] directions = new double[RuleCopies.COUNT][2];
        for (int copy = 0; copy < directions.length; copy++) {
            for (int i = 0; i < 2; i++) {
                directions[copy][i] = RuleCopies.direction(precision, copy, i);
            }
        }
        return directions;
    }

    @Test
    void aLinearRuleNeedsTwo() {
        Clipping clipping = new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 1.0);
        assertThat(RuleCopies.count(network(new Sgd(0.1)))).isEqualTo(2);
        assertThat(RuleCopies.count(network(new Sgd(0.1), clipping))).isEqualTo(4);
        assertThat(RuleCopies.count(network(new Adam(0.1)))).isEqualTo(4);
    }

    /** Four roundings; of a clipped layer of 9 weights 6 more; of a difference eight times as many, over beta1. */
    @Test
    void howFarAGradientIsMoved() {
        Clipping clipping = new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 1.0);
        assertThat(RuleCopies.ofGradient(network(new Sgd(0.1)))).isEqualTo(0x1p-51);
        assertThat(RuleCopies.ofGradient(network(new Sgd(0.1), clipping))).isEqualTo(10.0 * 0x1p-53);
        assertThat(RuleCopies.ofGradient(network(new Adabelief(0.1)))).isEqualTo(0x1p-51);
        assertThat(RuleCopies.ofGradient(floats(new Adabelief(0.1, 0.5, 0.9, 1e-8))))
                .isEqualTo(64.0 * FLOAT);
        assertThat(RuleCopies.ofGradient(floats(new Adabelief(0.1, 0.0, 0.9, 1e-8))))
                .isEqualTo(32.0);
    }

    @Test
    void aSpreadIsTheLargestDistanceThatIsOne() {
        double[] spread = {0.5, 0.0, 0.25};
        RuleCopies.spread(new double[] {1, 1, 1}, new double[] {1.25, Double.NaN, 0.5}, spread);
        assertThat(spread).containsExactly(0.5, 0.0, 0.5);
        RuleCopies.spread(new double[] {1, 1, 1}, new double[] {1, Double.POSITIVE_INFINITY, 1}, spread);
        assertThat(spread).containsExactly(0.5, 0.0, 0.5);
    }

    /** Penalties by eight units, beta1 by four, up and down in turns; the memory by the patterns 1, 2, 3 and 0, of a linear rule 1 and 1. */
    @Test
    void aCopyRoundsItsPenaltiesItsCoefficientAndItsMemory() {
        NetworkSpec network = floats(new Adabelief(0.1, 0.5, 0.75, 1e-8));
        for (int c = 0; c < 4; c++) {
            double sign = c % 2 == 0 ? 1.0 : -1.0;
            Recording copy = Recording.of(c, network);
            Penalty weights = copy.spec.layers().get(0).weightPenalty();
            Penalty biases = copy.spec.layers().get(0).biasPenalty();
            assertThat(weights.l1()).isEqualTo(0.5 * (1.0 + sign * 8.0 * FLOAT));
            assertThat(weights.l2()).isEqualTo(0.25 * (1.0 + sign * 8.0 * FLOAT));
            assertThat(biases.weightDecay()).isEqualTo(0.125);
            assertThat(((Adabelief) copy.spec.optimizer()).beta1()).isEqualTo(0.5 + sign * 4.0 * FLOAT);
            assertThat(((Adabelief) copy.spec.optimizer()).beta2()).isEqualTo(0.75);
            assertThat(copy.pattern).isEqualTo(List.of(1, 2, 3, 0).get(c));
        }
        assertThat(Recording.of(1, floats(new Sgd(0.1))).pattern).isEqualTo(1);
        assertThat(((Adabelief) Recording.of(0, floats(new Adabelief(0.1, 0.0, 0.75, 1e-8)))
                                .spec
                                .optimizer())
                        .beta1())
                .as("a mean of the present gradient alone is none")
                .isZero();
        assertThat(((Adabelief) Recording.of(0, network(new Adabelief(0.1)))
                                .spec
                                .optimizer())
                        .beta1())
                .isEqualTo(0.9);
        assertThat(((Adabelief) Recording.of(0, floats(new Adabelief(0.1, 1.0 - FLOAT, 0.75, 1e-8)))
                                .spec
                                .optimizer())
                        .beta1())
                .as("no float is nearer to 1")
                .isEqualTo(1.0 - FLOAT);
    }

    /**
     * The gradient moved by four units of it, here 2^-51: of AdaBelief by as much of the largest sum so far of it and its penalties, up and
     * down by turns. Each weight of 2 has penalties of {@code 0.5 + 0.25 * 2}; a bias without a gradient has none, and is not moved.
     */
    @Test
    void whatTheCopiesAreFed() {
        List<Recording> made = new ArrayList<>();
        List<Double> resumed = new ArrayList<>();
        double e = 0x1p-51;
        double[] before = {2, 2, 2, 2, 2, 2, 2, 2, 2};
        RuleCopies copies = new RuleCopies(network(new Adabelief(0.1)), spec -> {
            made.add(new Recording(spec));
            return made.get(made.size() - 1);
        });
        copies.resume(copy -> resumed.add(1.0));
        copies.widen(before, new double[] {1, 0, 0, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 4}, before, new double[9]);
        assertThat(resumed).hasSize(4);
        for (int c = 0; c < 4; c++) {
            double even = c % 2 == 0 ? e : -e;
            double odd = c < 2 ? even : -even;
            assertThat(made.get(c).fed)
                    .containsExactly(1 + 2 * even, odd, even, Double.POSITIVE_INFINITY, even, odd, 0, 0, 4 + 4 * even);
            assertThat(made.get(c).loaded).isEqualTo(before);
        }
        copies.widen(before, new double[] {0.5, 0, 0, 0, 0, 0, 0, 0, 0}, before, new double[9]);
        assertThat(made.get(0).fed[0]).isEqualTo(0.5 - 2 * e);
        assertThat(made.get(1).fed[8]).isZero();
        copies.close();
        assertThat(made).hasSize(4).allMatch(copy -> copy.closed);

        made.clear();
        RuleCopies ofFloats = new RuleCopies(floats(new Sgd(0.1)), spec -> {
            made.add(new Recording(spec));
            return made.get(made.size() - 1);
        });
        ofFloats.widen(before, new double[] {1, 0x1p-100, 0, 0, 0, 0, 0, 0, 0}, before, new double[9]);
        assertThat(made).hasSize(2);
        assertThat(made.get(1).fed).startsWith(1 - 0x1p-22, 0x1p-100 - 0x1p-122 - 0x1p-126, 0.0);
    }

    /**
     * One weight, y = w x: at w = 1, with x = 1 and t = 0, the loss is w^2 / 2 and the gradient w. A quarter away the loss is 0.78125 or
     * 0.28125, the gradient 1.25 or 0.75; twice the largest distance from 0.5 and 1.
     */
    @Test
    void whatADriftMayDoToAStep() {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, new Init.Constant(0.0));
        NetworkSpec network = new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(0.1));
        try (Drift drift = new Drift(network, ControlNetwork::new)) {
            assertThat(drift.isNone()).isTrue();
            drift.set(new double[] {0.25});
            assertThat(drift.isNone()).isFalse();
            assertThat(drift.far()).containsExactly(0.25);
            for (int again = 0; again < 2; again++) {
                drift.at(
                        new double[] {1.0},
                        Examples.of(new double[][] {{1}}, new double[][] {{0}}).asBatch(),
                        0.5,
                        new double[] {1.0});
                assertThat(drift.ofLoss()).isEqualTo(2.0 * 0.28125);
                assertThat(drift.ofGradient()).containsExactly(0.5);
            }
            drift.end();
            assertThat(drift.isNone()).isTrue();
            assertThat(drift.far()).containsExactly(0.0);
        }
    }

    /** The largest float is 3.4e38, the smallest normal one 1.2e-38; and what has left that range stays unknown. */
    @Test
    void theSquaresThatAPrecisionHas() {
        Clipping clipping = new Clipping(Clipping.Mode.CLIP_L2_PER_LAYER, 1.0);
        NetworkSpec clipped = network(new Sgd(0.1), clipping).in(Precision.FLOAT);
        assertThat(leaves(floats(new Sgd(0.1)), 1e20, 1.0)).isTrue();
        assertThat(leaves(floats(new Sgd(0.1)), 1e18, 1e-25)).isFalse();
        assertThat(leaves(clipped, 1e-15, 1e-25))
                .as("one is small beside another")
                .isFalse();
        assertThat(leaves(clipped, 1e-16, 0.0))
                .as("a square of 1e-32 keeps no digits")
                .isTrue();
        assertThat(leaves(clipped, 0.0, 0.0)).isFalse();
        assertThat(leaves(clipped, 9e18, 0.0)).as("six squares of 8.1e37").isTrue();
        assertThat(leaves(clipped, 7e18, 0.0)).as("six of 4.9e37").isFalse();
        double[] ofBiases = new double[9];
        ofBiases[8] = 1e-16;
        assertThat(new SquaresRange(clipped).isLeftBy(ofBiases))
                .as("of the biases alone")
                .isTrue();
        ofBiases[8] = 9e18;
        assertThat(new SquaresRange(clipped).isLeftBy(ofBiases))
                .as("three of 8.1e37")
                .isFalse();

        SquaresRange range = new SquaresRange(floats(new Sgd(0.1)));
        assertThat(range.isLeftBy(new double[9])).isFalse();
        assertThat(range.isLeftBy(new double[] {0, 0, 0, 0, 0, 0, 0, 0, -1e20})).isTrue();
        assertThat(range.isLeftBy(new double[9])).isTrue();
    }

    private static boolean leaves(NetworkSpec network, double first, double second) {
        return new SquaresRange(network).isLeftBy(new double[] {first, second, 0, 0, 0, 0, 0, 0, 0});
    }

    /** A copy that tells what it was made of. */
    private static final class Recording extends ControlNetwork {

        private final NetworkSpec spec;
        private int pattern = -1;
        private double[] fed = {};
        private double[] loaded = {};
        private boolean closed;

        private Recording(NetworkSpec spec) {
            super(spec);
            this.spec = spec;
        }

        static Recording of(int copy, NetworkSpec network) {
            List<Recording> made = new ArrayList<>();
            RuleCopies.copy(copy, network, spec -> {
                Recording engine = new Recording(spec);
                made.add(engine);
                return engine;
            });
            return made.get(0);
        }

        @Override
        public void loadWeights(double[] weights) {
            loaded = weights.clone();
            super.loadWeights(weights);
        }

        @Override
        public boolean update(double[] gradient) {
            fed = gradient.clone();
            return super.update(gradient);
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void roundMemory(Precision precision, int which) {
            assertThat(precision).isEqualTo(spec.precision());
            pattern = which;
        }
    }

    private static NetworkSpec floats(Optimizer optimizer) {
        return network(optimizer).in(Precision.FLOAT).withOptimizer(optimizer);
    }

    private static NetworkSpec network(Optimizer optimizer) {
        return network(optimizer, Clipping.NONE);
    }

    /** Two inputs, three units, three biases: nine weights. */
    private static NetworkSpec network(Optimizer optimizer, Clipping clipping) {
        LayerSpec layer = new LayerSpec(3, Activation.IDENTITY, true, new Init.Constant(0.0))
                .withPenalties(new Penalty(0.5, 0.25, 0.0), new Penalty(0.0, 0.0, 0.125))
                .withClipping(clipping);
        return new NetworkSpec(2, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, optimizer);
    }
}
