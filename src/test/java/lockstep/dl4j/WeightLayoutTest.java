package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it, a transposed layer or a misplaced bias would make every later comparison compare two different networks. */
class WeightLayoutTest {

    @ParameterizedTest
    @CsvSource({
        "1-1, true",
        "1-1, false",
        "3-1, true",
        "1-4, false",
        "2-2-1, true",
        "2-2-1, false",
        "3-5-4-2, true",
        "3-5-4-2, false",
        "64-32-10, true",
    })
    void weightsComeBackBitForBit(String shape, boolean bias) {
        NetworkSpec spec = network(shape, bias);
        PythonRandom random = new PythonRandom(3);
        double[] weights = IntStream.range(0, spec.weightCount())
                .mapToDouble(k -> random.uniform(-1.0, 1.0))
                .toArray();
        weights[0] = Double.MIN_VALUE;
        weights[weights.length - 1] = -0.0;
        double[] back = new double[weights.length];
        try (Dl4jNetwork network = new Dl4jNetwork(spec)) {
            network.loadWeights(weights);
            network.readWeights(back);
        }
        assertThat(back).containsExactly(weights);
    }

    /** One layer, no activation, one weight of 1 and the others 0: the unit it leads to answers with the input it comes from. */
    @Test
    void aSingleWeightLeadsFromItsInputToItsUnit() {
        NetworkSpec spec = network("3-2", true);
        double[] input = {2.0, 3.0, 5.0};
        for (int row = 0; row < 4; row++) {
            for (int unit = 0; unit < 2; unit++) {
                double[] weights = new double[8];
                weights[row * 2 + unit] = 1.0;
                double[] expected = new double[2];
                expected[unit] = row < 3 ? input[row] : 1.0; // the last row is the bias
                assertThat(answer(spec, weights, input))
                        .as(spec.weightName(0, row * 2 + unit))
                        .containsExactly(expected);
            }
        }
    }

    /** The same behind a hidden layer whose units answer 2, 3 and 5 because these are their biases. */
    @Test
    void aSingleWeightOfALaterLayerLeadsFromItsUnitToItsUnit() {
        NetworkSpec spec = network("4-3-2", true);
        double[] hidden = {2.0, 3.0, 5.0};
        for (int row = 0; row < 4; row++) {
            for (int unit = 0; unit < 2; unit++) {
                double[] weights = new double[spec.weightCount()];
                System.arraycopy(hidden, 0, weights, 4 * 3, 3);
                weights[spec.offset(1) + row * 2 + unit] = 1.0;
                double[] expected = new double[2];
                expected[unit] = row < 3 ? hidden[row] : 1.0;
                assertThat(answer(spec, weights, new double[] {7.0, 11.0, 13.0, 17.0}))
                        .as(spec.weightName(1, row * 2 + unit))
                        .containsExactly(expected);
            }
        }
    }

    /** With loss 1/2 (y - t)^2, no activation, y = 0 and t = -1, the gradient of a weight is its input, that of a bias 1. */
    @Test
    void theGradientHasTheLayoutOfTheWeights() {
        NetworkSpec spec = network("3-2", true);
        Examples examples = Examples.of(new double[][] {{2.0, 3.0, 5.0}}, new double[][] {{-1.0, -10.0}});
        double[] gradient = new double[8];
        try (Dl4jNetwork network = new Dl4jNetwork(spec)) {
            network.step(examples.asBatch());
            network.readGradient(gradient);
        }
        assertThat(gradient).containsExactly(2.0, 20.0, 3.0, 30.0, 5.0, 50.0, 1.0, 10.0);
    }

    private static double[] answer(NetworkSpec spec, double[] weights, double[] input) {
        double[] answer = new double[spec.outputs()];
        Examples example = Examples.of(new double[][] {input}, new double[][] {new double[spec.outputs()]});
        try (Dl4jNetwork network = new Dl4jNetwork(spec)) {
            network.loadWeights(weights);
            network.readOutputs(example.asBatch(), answer);
        }
        return answer;
    }

    private static NetworkSpec network(String shape, boolean bias) {
        int[] widths =
                Arrays.stream(shape.split("-")).mapToInt(Integer::parseInt).toArray();
        List<LayerSpec> layers = Arrays.stream(widths)
                .skip(1)
                .mapToObj(units -> new LayerSpec(units, Activation.IDENTITY, bias, new Init.Uniform(-1.0, 1.0)))
                .toList();
        return new NetworkSpec(widths[0], layers, Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(0.1));
    }
}
