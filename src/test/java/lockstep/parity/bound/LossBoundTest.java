package lockstep.parity.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a loss's bound could forget that of its logarithm, or of a clip, and a right program would be called wrong. */
class LossBoundTest {

    private static final double U = 0x1p-10;

    /**
     * The formulas in LossBound's Javadoc, in Python: two answers that are off by 0.01 and 0.02, of which the second's square counts
     * four times, in an example that counts twice. The bound of their sum is of squares, then of plain errors; behind each answer and
     * its target stand dLoss/dy and its error.
     */
    @ParameterizedTest
    @CsvSource({
        "HALF_SQUARED_ERROR, IDENTITY, 0.0305642837376, 0.0142589511871, 0, 0.7, 0.4, 0.3, 0.01087890625, -0.2, 0.3, -0.5, 0.02146484375",
        "SQUARED_ERROR, IDENTITY, 0.0611285674753, 0.0285179023743, 0, 0.7, 0.4, 0.6, 0.0217578125, -0.2, 0.3, -1, 0.0429296875",
        "MEAN_SQUARED_ERROR, IDENTITY, 0.0305642837376, 0.0142589511871, 0, 0.7, 0.4, 0.3, 0.01087890625, -0.2, 0.3, -0.5, 0.02146484375",
        "ABSOLUTE_ERROR, IDENTITY, 0.0596490772233, 0.031513671875, 1, 0.7, 0.4, 1, 0.001953125, 0.31, 0.3, 1, 2",
        "MEAN_ABSOLUTE_ERROR, IDENTITY, 0.0298245386116, 0.0157568359375, 1, 0.7, 0.4, 0.5, 0.0009765625, 0.31, 0.3, 0.5, 1",
        "BINARY_CROSS_ENTROPY, SIGMOID, 0.083674646632, 0.0460804693659, 0, 0.7, 1, -1.428571428571, 0.136365697817, 0.2, 0, 1.25, 0.30548142148",
        // beyond its clip, and near it
        "BINARY_CROSS_ENTROPY, SIGMOID, 2608.94185880865, 1866.28380567873, 0, 1, 0.25, 74999.7499978413, 179298353.872465, 0.999, 1, -1.001001001, 4415.84647305455",
        "CROSS_ENTROPY, SOFTMAX, 0.0242970934389, 0.0175887163791, 0, 0.7, 1, -0.3, 0.01029296875, 0.3, 0, 0.3, 0.02029296875",
        "CROSS_ENTROPY, SOFTMAX, 141421356.315463, 100000000.079148, 0, 0, 0.5, -0.5, 0.01048828125, 1, 0.5, 0.5, 0.02048828125",
        "CROSS_ENTROPY, SIGMOID, 0.0114371474421, 0.0082913229364, 0, 0.7, 0.5, -0.714285714286, 0.0117470561594, 0.25, 0, 0, 0",
        "HINGE, IDENTITY, 0.0625387390517, 0.0331640625, 1, 0.7, 1, -1, 0, -0.99, -1, 1, 1",
        "HINGE, IDENTITY, 0.0240973236605, 0.018984375, 0, 0.7, -1, 1, 0, 1.1, 1, 0, 0"
    })
    void isItsFormula(
            Loss loss,
            Activation output,
            double ofSquares,
            double ofPlain,
            int kinks,
            double y0,
            double t0,
            double s0,
            double e0,
            double y1,
            double t1,
            double s1,
            double e1) {
        NetworkSpec network = network(loss, output, Heuristics.NONE);
        LayerErrors layer = layer(network, y0, y1);
        LossBound bound = new LossBound(network, U);

        bound.start();
        assertThat(bound.add(layer, 0, new double[] {9, t0, t1}, 1, 2.0, false)).isEqualTo(kinks);
        assertThat(bound.ofSum(1)).isCloseTo(ofSquares, withinPercentage(1e-8));
        assertThat(bound.ofJumps()).isZero();
        assertThat(layer.s[0]).containsExactly(new double[] {s0, s1}, within(1e-9 * Math.max(1.0, Math.abs(s0))));
        assertThat(layer.sError[0][0]).isCloseTo(e0, within(1e-9 * Math.max(1.0, e0)));
        assertThat(layer.sError[0][1]).isCloseTo(e1, within(1e-9 * Math.max(1.0, e1)));

        bound.start();
        bound.add(layer, 0, new double[] {9, t0, t1}, 1, 2.0, true);
        assertThat(bound.ofSum(1)).isCloseTo(ofPlain, withinPercentage(1e-8));
        assertThat(bound.ofJumps()).isPositive().isLessThanOrEqualTo(ofPlain);
        bound.add(layer, 0, new double[] {9, t0, t1}, 1, 2.0, true);
        assertThat(bound.ofSum(2)).isGreaterThanOrEqualTo(2.0 * ofPlain * (1.0 - 1e-8));
    }

    /**
     * By hand, of half the squared error and a zone of 0.5: 0.4 from its target an answer has no error, 0.6 from it it has its own, and
     * 0.495 from it, known to 0.02, it may have either.
     */
    @Test
    void atTheEdgeOfADeadZoneEitherMayBe() {
        NetworkSpec network = network(Loss.HALF_SQUARED_ERROR, Activation.IDENTITY, new Heuristics(0.0, 0.5));
        LossBound bound = new LossBound(network, 0.0);
        LayerErrors layer = layer(network, 0.4, 0.495);
        bound.start();
        assertThat(bound.add(layer, 0, new double[2], 0, 1.0, false)).isEqualTo(1);
        assertThat(layer.s[0]).containsExactly(0.0, 0.495);
        assertThat(layer.sError[0][0]).isZero();
        assertThat(layer.sError[0][1]).isCloseTo(0.02 + 0.495, within(1e-15));

        LayerErrors outside = layer(network, -0.6, 0.47);
        assertThat(bound.add(outside, 0, new double[2], 0, 1.0, false)).isZero();
        assertThat(outside.s[0]).containsExactly(-0.6, 0.0);
        assertThat(outside.sError[0]).containsExactly(new double[] {0.01, 0.0}, within(1e-15));
    }

    private static LayerErrors layer(NetworkSpec network, double... y) {
        LayerErrors layer = new LayerErrors(network, 0);
        layer.makeRoom(1, null);
        layer.alike[0] = 1.0;
        layer.alike[1] = 4.0;
        System.arraycopy(y, 0, layer.y[0], 0, 2);
        layer.yError[0][0] = 0.01;
        layer.yError[0][1] = 0.02;
        return layer;
    }

    private static NetworkSpec network(Loss loss, Activation output, Heuristics heuristics) {
        LayerSpec layer = new LayerSpec(2, output, true, new Init.Constant(0.0));
        return new NetworkSpec(1, List.of(layer), loss, Reduction.MEAN, new Sgd(0.1)).withHeuristics(heuristics);
    }
}
