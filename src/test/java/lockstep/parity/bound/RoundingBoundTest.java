package lockstep.parity.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Precision;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import lockstep.scalar.ScalarNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a bound could excuse a fault, or miss what rounding does where numbers are small, saturated or at a kink. */
class RoundingBoundTest {

    private static final double UNIT = 0x1p-53;

    /** The smallest error that a bound tells from none. */
    private static final double LEAST = 0x1p-511;

    private static final Init ANY = new Init.Uniform(-1.0, 1.0);

    /** One unit, {@code z = 0.1 + 0.2 + 0.3 - 0.6}: 1.1e-16 from left to right, -5.6e-17 from right to left, 2.8e-17 if added exactly. */
    @Test
    void aUnitAtItsKinkMayTakeEitherSide() {
        NetworkSpec network = network(
                3,
                Loss.HALF_SQUARED_ERROR,
                new LayerSpec(1, Activation.RELU, true, ANY),
                new LayerSpec(1, Activation.IDENTITY, false, ANY));
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        double[] weights = {1.0, 1.0, 1.0, -0.6, 0.7};
        bound.at(weights, batch(new double[][] {{0.1, 0.2, 0.3}}, new double[][] {{0.8}}));
        assertThat(bound.kinks()).isEqualTo(1);
        // By hand: delta is (0 - 0.8) * 0.7 on one side of the kink, 0 on the other.
        assertThat(bound.gradient()[3]).isCloseTo(0.56, within(1e-12)).isGreaterThan(0.56);
        assertThat(bound.gradient()[0]).isCloseTo(0.056, within(1e-12));
        assertThat(bound.gradient()[4]).isLessThan(1e-14); // x delta: x is 0 on both sides, but for rounding
    }

    @Test
    void whatNoProgramRoundsHasNoKink() {
        NetworkSpec network = network(2, Loss.HALF_SQUARED_ERROR, new LayerSpec(1, Activation.RELU, false, ANY));
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        bound.at(new double[] {0.3, -0.7}, batch(new double[][] {{0.0, 0.0}}, new double[][] {{1.0}}));
        assertThat(bound.kinks()).isZero();
        assertThat(bound.gradient()).containsOnly(LEAST);
    }

    /** All examples at the kink may turn the same way: their jumps add up, and not their squares. */
    @Test
    void jumpsDoNotEvenOut() {
        NetworkSpec network = network(2, Loss.ABSOLUTE_ERROR, new LayerSpec(1, Activation.IDENTITY, false, ANY));
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        double[][] inputs = {{0.1, 0.2}, {0.1, 0.3}, {0.1, 0.4}};
        bound.at(new double[] {1.0, 1.0}, batch(inputs, new double[][] {{0.3}, {0.4}, {0.5}}));
        assertThat(bound.kinks()).isEqualTo(3);
        assertThat(bound.gradient()[0])
                .isCloseTo(0.2, within(1e-12)); // 0.1 times a sign that may be 1 or -1, three times, over 3
    }

    @Test
    void theHingesKinkIsItsTargets() {
        NetworkSpec network = network(1, Loss.HINGE, new LayerSpec(1, Activation.IDENTITY, false, ANY));
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        bound.at(new double[] {1.0 / 0.3}, batch(new double[][] {{0.3}}, new double[][] {{1.0}}));
        assertThat(bound.kinks()).isEqualTo(1);
        assertThat(bound.gradient()[0]).isCloseTo(0.3, within(1e-12));
    }

    /** {@code y (1 - y)} with a y that is rounded to 1, or to the double below: 0 or 1.1e-16, where the truth is 4e-18. */
    @Test
    void aSaturatedSigmoidsSlopeIsOffByRoundingsOf1() {
        NetworkSpec network = network(1, Loss.HALF_SQUARED_ERROR, new LayerSpec(1, Activation.SIGMOID, false, ANY));
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        bound.at(new double[] {40.0}, batch(new double[][] {{1.0}}, new double[][] {{0.0}}));
        assertThat(bound.gradient()[0]).isBetween(0x1p-53, 0x1p-49);
        bound.at(
                new double[] {-40.0},
                batch(new double[][] {{1.0}}, new double[][] {{1.0}})); // there y is small, and relative
        assertThat(bound.gradient()[0]).isBetween(1e-17 * 0x1p-53, 1e-15 * 0x1p-53);
    }

    @Test
    void whatUnderflowsHasTheLeastBound() {
        NetworkSpec network = network(1, Loss.HALF_SQUARED_ERROR, new LayerSpec(1, Activation.SIGMOID, false, ANY));
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        bound.at(new double[] {-700.0}, batch(new double[][] {{1.0}}, new double[][] {{1.0}}));
        assertThat(bound.gradient()[0]).isBetween(LEAST, 10.0 * LEAST);
    }

    /** Errors of single precision are not small any more: the change of a slope, and what a clip or a limit leaves, stay finite. */
    /**
     * e^-723 is 1e-314, too small for a rounding of its own to be a double. A program that computes 1 / (1 + e^723) has 0, the target:
     * there a sign is 0, where it is 1 beside it, and a flat spot of 0.1 brings that back to the weights.
     */
    @Test
    void anAnswerThatUnderflowsMayBeItsTarget() {
        NetworkSpec network = network(1, Loss.ABSOLUTE_ERROR, new LayerSpec(1, Activation.SIGMOID, false, ANY))
                .withHeuristics(new Heuristics(0.1, 0.0));
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        double[] weights = {-723.0};
        Batch batch = batch(new double[][] {{1.0}}, new double[][] {{0.0}});
        bound.at(weights, batch);
        assertThat(gradient(network, weights, batch)).containsExactly(0.1);
        assertThat(bound.kinks()).isEqualTo(1);
        assertThat(bound.gradient()[0]).isBetween(0.1, 0.3);
    }

    @Test
    void hugeSumsHaveFiniteBounds() {
        for (Activation activation : Activation.values()) {
            NetworkSpec network = network(
                    1,
                    Loss.HALF_SQUARED_ERROR,
                    new LayerSpec(2, activation, true, ANY),
                    new LayerSpec(1, Activation.SIGMOID, true, ANY));
            RoundingBound bound = new RoundingBound(network, 0x1p-9, Float.MIN_NORMAL);
            bound.at(
                    new double[] {1e6, -1e7, 1.0, 2.0, 0.5, 0.4, 0.3},
                    batch(new double[][] {{3.0}, {-2.0}}, new double[][] {{0.0}, {1.0}}));
            assertThat(Double.isFinite(bound.loss())).as(activation.key()).isTrue();
            assertThat(Arrays.stream(bound.gradient()).allMatch(Double::isFinite))
                    .as(activation.key())
                    .isTrue();
        }
    }

    /** A layer whose gradient is wrong by 1e-10 of itself is beyond the bound, in every layer of networks as people have them. */
    @Test
    void aFaultOfOneInTenThousandMillionIsBeyondIt() {
        LayerSpec hidden = new LayerSpec(30, Activation.TANH, true, new Init.Normal(0.3));
        for (Activation output : List.of(Activation.SIGMOID, Activation.SOFTMAX)) {
            Loss loss = output == Activation.SOFTMAX ? Loss.CROSS_ENTROPY : Loss.HALF_SQUARED_ERROR;
            NetworkSpec network =
                    network(20, loss, hidden, hidden, new LayerSpec(5, output, true, new Init.Normal(0.3)));
            PythonRandom random = new PythonRandom(4);
            double[] weights = network.drawWeights(random);
            double[][] inputs = new double[16][20];
            double[][] targets = new double[16][5];
            for (int e = 0; e < 16; e++) {
                Arrays.setAll(inputs[e], i -> random.uniform(-1.0, 1.0));
                targets[e][e % 5] = 1.0;
            }
            Batch batch = batch(inputs, targets);
            RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
            bound.at(weights, batch);
            double[] gradient = gradient(network, weights, batch);
            for (int l = 0; l < 3; l++) {
                double[] shares = new double[network.weightsOf(l)];
                for (int k = 0; k < shares.length; k++) {
                    int weight = network.offset(l) + k;
                    shares[k] = 1e-10 * Math.abs(gradient[weight]) / bound.gradient()[weight];
                }
                Arrays.sort(shares);
                // Most weights show it each by itself, and the largest gradients a hundred times over.
                assertThat(shares[shares.length / 2])
                        .as("median of layer %d", l + 1)
                        .isGreaterThan(1.0);
                assertThat(shares[shares.length - 1])
                        .as("most of layer %d", l + 1)
                        .isGreaterThan(100.0);
            }
        }
    }

    /** The true errors, by exact arithmetic: two layers of {@code z} and {@code z^3} and the square are a polynomial. */
    @Test
    void theTrueErrorStaysWithinTheBound() {
        NetworkSpec network = network(
                4,
                Loss.SQUARED_ERROR,
                new LayerSpec(3, Activation.CUBE, true, ANY),
                new LayerSpec(2, Activation.IDENTITY, true, ANY));
        double most = 0.0;
        for (int seed = 0; seed < 20; seed++) {
            PythonRandom random = new PythonRandom(seed);
            double[] w = network.drawWeights(random);
            double[] x = random(random, 4);
            double[] t = random(random, 2);
            Batch batch = batch(new double[][] {x}, new double[][] {t});
            RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
            bound.at(w, batch);
            double[] computed = gradient(network, w, batch);
            BigDecimal[] exact = exactGradient(w, x, t);
            for (int k = 0; k < computed.length; k++) {
                double error = exact[k].subtract(new BigDecimal(computed[k]))
                        .abs()
                        .round(MathContext.DECIMAL64)
                        .doubleValue();
                most = Math.max(most, error / bound.gradient()[k]);
            }
        }
        // One side's error, of a bound for two; far less would be a bound that is too wide.
        assertThat(most).isBetween(0.02, 0.7);
    }

    /** DL4J adds the terms in another order, of one sign and all alike: the worst case of a sum. */
    @Test
    void penaltiesAreBoundedByTheWorstCase() {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, ANY)
                .withPenalties(new Penalty(0.1, 0.3, 0.0), Penalty.NONE);
        NetworkSpec network = network(1000, Loss.HALF_SQUARED_ERROR, layer);
        double[] weights = new double[1000];
        Arrays.fill(weights, 0.1);
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        Batch batch = batch(new double[1][1000], new double[1][1]);
        bound.at(weights, batch);
        double computed;
        try (Engine scalar = new ScalarNetwork(network)) {
            scalar.loadWeights(weights);
            computed = scalar.loss(batch);
        }
        BigDecimal w = new BigDecimal(weights[0]);
        Penalty penalty = layer.weightPenalty();
        BigDecimal half = new BigDecimal(0.5 * penalty.l2());
        BigDecimal term =
                new BigDecimal(penalty.l1()).multiply(w).add(half.multiply(w).multiply(w));
        double error = term.multiply(new BigDecimal(1000))
                .subtract(new BigDecimal(computed))
                .abs()
                .doubleValue();
        assertThat(error).isBetween(0.005 * bound.loss(), bound.loss());
    }

    /** Each of eleven penalties of 2^-54 is lost when it is added to the first one's 1: 5.5 times the unit, exactly. */
    @Test
    void whatIsLostWhenPenaltiesAreAddedUpIsWithinTheBound() {
        LayerSpec layer = new LayerSpec(1, Activation.IDENTITY, false, ANY)
                .withPenalties(new Penalty(1.0, 0.0, 0.0), Penalty.NONE);
        LayerSpec[] layers = new LayerSpec[12];
        Arrays.fill(layers, layer);
        NetworkSpec network = network(1, Loss.HALF_SQUARED_ERROR, layers);
        double[] weights = new double[12];
        Arrays.fill(weights, 0x1p-54);
        weights[0] = 1.0;
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        Batch batch = batch(new double[1][1], new double[1][1]);
        bound.at(weights, batch);
        try (Engine scalar = new ScalarNetwork(network)) {
            scalar.loadWeights(weights);
            assertThat(scalar.loss(batch)).isEqualTo(1.0);
        }
        assertThat(bound.loss()).isBetween(5.5 * UNIT, 50.0 * UNIT);
    }

    /** {@code z = x w + b}, {@code y = z^3}, {@code o = y v + c}, the loss {@code sum (o - t)^2}. */
    private static BigDecimal[] exactGradient(double[] w, double[] x, double[] t) {
        BigDecimal three = new BigDecimal(3);
        BigDecimal[] z = new BigDecimal[3];
        BigDecimal[] delta = new BigDecimal[3];
        BigDecimal[] g = new BigDecimal[w.length];
        for (int j = 0; j < 3; j++) {
            z[j] = new BigDecimal(w[4 * 3 + j]);
            for (int i = 0; i < 4; i++) {
                z[j] = z[j].add(new BigDecimal(x[i]).multiply(new BigDecimal(w[i * 3 + j])));
            }
            delta[j] = BigDecimal.ZERO;
        }
        int second = 15;
        for (int k = 0; k < 2; k++) {
            BigDecimal o = new BigDecimal(w[second + 3 * 2 + k]);
            for (int j = 0; j < 3; j++) {
                o = o.add(z[j].pow(3).multiply(new BigDecimal(w[second + j * 2 + k])));
            }
            BigDecimal error = o.subtract(new BigDecimal(t[k])).multiply(new BigDecimal(2));
            g[second + 3 * 2 + k] = error;
            for (int j = 0; j < 3; j++) {
                g[second + j * 2 + k] = error.multiply(z[j].pow(3));
                delta[j] = delta[j].add(error.multiply(new BigDecimal(w[second + j * 2 + k])));
            }
        }
        for (int j = 0; j < 3; j++) {
            delta[j] = delta[j].multiply(three).multiply(z[j].pow(2));
            g[4 * 3 + j] = delta[j];
            for (int i = 0; i < 4; i++) {
                g[i * 3 + j] = delta[j].multiply(new BigDecimal(x[i]));
            }
        }
        return g;
    }

    private static double[] gradient(NetworkSpec network, double[] weights, Batch batch) {
        double[] gradient = new double[weights.length];
        try (Engine scalar = new ScalarNetwork(network)) {
            scalar.loadWeights(weights);
            scalar.step(batch);
            scalar.readGradient(gradient);
        }
        return gradient;
    }

    private static double[] random(PythonRandom random, int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.uniform(-1.0, 1.0));
        return values;
    }

    private static NetworkSpec network(int inputs, Loss loss, LayerSpec... layers) {
        return new NetworkSpec(inputs, List.of(layers), loss, Reduction.MEAN, new Sgd(0.1));
    }

    private static Batch batch(double[][] inputs, double[][] targets) {
        return Examples.of(inputs, targets).asBatch();
    }

    /** Sums that a scalar network has added up already serve as well as the bound's own, in any width. */
    @Test
    void besideANetworkThatHasSteppedItIsTheSame() {
        for (int units : new int[] {1, 3, 17, 100}) {
            NetworkSpec network = network(
                    units + 2,
                    Loss.CROSS_ENTROPY,
                    new LayerSpec(units, Activation.TANH, true, ANY),
                    new LayerSpec(units, Activation.RELU, false, ANY),
                    new LayerSpec(3, Activation.SOFTMAX, true, ANY));
            PythonRandom random = new PythonRandom(units);
            double[] weights = network.drawWeights(random);
            double[][] inputs = new double[5][units + 2];
            for (double[] row : inputs) {
                Arrays.setAll(row, i -> random.uniform(-1.0, 1.0));
            }
            double[][] targets = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, 1, 0}};
            Batch batch = batch(inputs, targets);
            RoundingBound alone = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
            RoundingBound beside = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
            ScalarNetwork scalar = new ScalarNetwork(network);
            scalar.loadWeights(weights);
            scalar.step(batch);

            alone.at(weights, batch);
            beside.at(weights, batch, scalar);

            assertThat(scalar.readSums(0, new double[5][units])).isTrue();
            // Both tanh are right to half a unit in the last place and a little more; a bound needs no such digits.
            for (int k = 0; k < weights.length; k++) {
                assertThat(beside.gradient()[k] / alone.gradient()[k]).isCloseTo(1.0, within(1e-12));
            }
            assertThat(beside.loss()).isCloseTo(alone.loss(), withinPercentage(1e-10));
        }
    }

    /** What the squares say without roots is what the bounds say, at each weight, from both sides of the limit. */
    @Test
    void whatHoldsBySquaresHoldsByTheBounds() {
        NetworkSpec network = network(
                3,
                Loss.MEAN_SQUARED_ERROR,
                new LayerSpec(300, Activation.TANH, true, ANY), // they are compared by 1,024
                new LayerSpec(4, Activation.SIGMOID, true, ANY));
        double[] weights = network.drawWeights(new PythonRandom(1));
        Batch batch = batch(
                new double[][] {{1, 0, -2}, {0.5, 3, 1}, {-1, 2, 4}},
                new double[][] {{0, 1, 1, 0}, {1, 1, 0, 0}, {1, 0, 1, 0}});
        RoundingBound bound = new RoundingBound(network, UNIT, Double.MIN_NORMAL);
        bound.at(weights, batch);
        double[] allowed = bound.gradient().clone();
        assertThat(bound.holds(new double[allowed.length], new double[allowed.length], 1.0))
                .as("it has taken the roots: whoever asks may use them")
                .isFalse();
        bound.at(weights, batch);
        double[] none = new double[allowed.length];
        for (int k = 0; k < allowed.length; k += 11) {
            for (double of : new double[] {1e-3, 0.4, 1.0}) {
                double[] moved = new double[allowed.length];
                moved[k] = of
                        * allowed[k]
                        * (1.0 - 1e-9); // a billionth: some thousand times what the test of squares gives away
                assertThat(bound.holds(moved, none, of)).isTrue();
                assertThat(bound.holds(none, moved, of)).isTrue();
                moved[k] = of * allowed[k] * (1.0 + 1e-9);
                assertThat(bound.holds(moved, none, of)).isFalse();
                moved[k] = Double.NaN;
                assertThat(bound.holds(moved, none, of)).isFalse();
            }
        }
        assertThat(bound.holds(none, none, -1.0))
                .as("nothing was compared before")
                .isFalse();
        weights[0] = 1e200;
        batch.examples().inputValues()[0] = 1e200;
        bound.at(weights, batch);
        assertThat(bound.holds(none, none, 1.0)).as("a bound that overflowed").isFalse();
    }

    /** By hand: of a float's 3.4e38 a 65,536th, 5.2e33, is the most that a term, a square or a penalty may be. */
    @ParameterizedTest
    @CsvSource({
        "IDENTITY, 7e16, 0, 5e33 as its square",
        "CUBE, 4e5, 0, 4e33 as the square of its cube",
        "SOFTPLUS, 77, 0, 3e33 as its exponential",
        "SWISH, 38, 0, 1e33 as the square of its exponential",
        "GELU, 22.7, 0, 4e33 likewise",
        "IDENTITY, 1e15, 1e4, 5e33 as a half of it squared",
    })
    void nothingCanBeSaidOfFloatsThatMayOverflow(Activation activation, double weight, double l2, String what) {
        NetworkSpec network = network(
                1,
                Loss.MEAN_SQUARED_ERROR,
                new LayerSpec(1, activation, false, ANY).withPenalties(new Penalty(0.0, l2, 0.0), Penalty.NONE));
        Batch batch = batch(new double[][] {{1.0}}, new double[][] {{0.0}});
        RoundingBound floats = RoundingBound.in(Precision.FLOAT, network);
        RoundingBound doubles = RoundingBound.in(Precision.DOUBLE, network);
        for (double far : new double[] {1.0, 1.05, 1.0}) {
            double[] weights = {far * weight};
            floats.at(weights, batch);
            doubles.at(weights, batch);

            assertThat(Double.isFinite(floats.loss())).as(what).isEqualTo(far == 1.0);
            assertThat(Double.isFinite(floats.gradient()[0])).as(what).isEqualTo(far == 1.0);
            assertThat(doubles.loss()).isFinite();
            assertThat(doubles.gradient()[0]).isFinite();
        }
    }
}
