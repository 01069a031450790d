package lockstep.parity.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.optim.Sgd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without it a pass of the bound could leave out an error, or count one twice, and still be between what rounding does and what a
 * fault does. Here are the formulas of the passes' Javadoc, number by number; what they make of a unit and of a loss is tested by
 * itself.
 */
class PlainBoundTest {

    private static final double UNIT = 0x1p-24;
    private static final double U = Math.hypot(UNIT, 0x1p-53);
    private static final double LEAST = 1e-30;

    private static final Init ANY = new Init.Uniform(-1.0, 1.0);

    static Stream<Arguments> networks() {
        LayerSpec tanh = new LayerSpec(3, Activation.TANH, true, ANY);
        LayerSpec swish = new LayerSpec(2, Activation.SWISH, false, ANY);
        LayerSpec alike = new LayerSpec(12, Activation.SIGMOID, true, new Init.Constant(0.3));
        LayerSpec many = new LayerSpec(70, Activation.TANH, true, new Init.Uniform(-0.1, 0.1));
        LayerSpec step = new LayerSpec(2, Activation.STEP, true, new Init.Values(new double[][] {
            {1, 1}, {1, -2}, {1, 0.5}, {-0.6, 0.3}
        }));
        LayerSpec output = new LayerSpec(2, Activation.IDENTITY, true, ANY);
        return Stream.of(
                Arguments.of("smooth", Reduction.MEAN, List.of(tanh, swish, output), 3),
                Arguments.of("a sum", Reduction.SUM, List.of(tanh, output), 2),
                Arguments.of("a flat spot", Reduction.MEAN, List.of(tanh, swish, output), 3),
                Arguments.of("one layer", Reduction.MEAN, List.of(output), 12),
                Arguments.of("units that are alike", Reduction.MEAN, List.of(alike, tanh, output), 2),
                Arguments.of("more than nine of each", Reduction.MEAN, List.of(many, alike, output), 11),
                Arguments.of("at a jump", Reduction.MEAN, List.of(step, tanh, output), 3));
    }

    /** To 1e-10: the order of the sums. Sixty-four terms and more are bounded eight at a time, by no less and little more. */
    @ParameterizedTest
    @MethodSource("networks")
    void thePassesAreTheirFormulas(String name, Reduction reduction, List<LayerSpec> layers, int examples) {
        NetworkSpec network = new NetworkSpec(3, layers, Loss.SQUARED_ERROR, reduction, new Sgd(0.1))
                .withHeuristics(new Heuristics(name.equals("a flat spot") ? 0.25 : 0.0, 0.0));
        PythonRandom random = new PythonRandom(3);
        double[] weights = network.drawWeights(random);
        double[] inputs = new double[3 * examples];
        double[] targets = new double[2 * examples];
        Arrays.setAll(inputs, i -> random.uniform(-1.0, 1.0));
        Arrays.setAll(targets, i -> random.uniform(-1.0, 1.0));
        for (int from : new int[] {0, inputs.length - 3}) { // two examples that are alike, at the jump of a step
            System.arraycopy(new double[] {0.1, 0.2, 0.3}, 0, inputs, from, 3);
        }
        Batch batch = new Examples(examples, 3, 2, inputs, targets).asBatch();
        RoundingBound bound = new RoundingBound(network, UNIT, LEAST);
        bound.at(weights, batch);
        double[] outputErrors = new double[2 * examples];
        bound.readOutputs(outputErrors);

        Plain plain = new Plain(network, weights, batch);

        double percent = layers.get(0).units() < 64 ? 1e-8 : 30.0;
        assertThat(bound.kinks()).isEqualTo(name.equals("at a jump") ? 2 : 0);
        assertClose(outputErrors, plain.outputErrors, percent);
        assertClose(bound.gradient(), plain.gradient, percent);
        assertClose(bound.ofKinks(), plain.ofKinks, percent);
        assertThat(bound.loss()).isCloseTo(plain.loss, withinPercentage(percent));
        assertThat(bound.lossOfKinks()).isCloseTo(plain.lossOfKinks, withinPercentage(percent));
    }

    private static void assertClose(double[] found, double[] expected, double percent) {
        assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < found.length; k++) {
            assertThat(found[k]).as("number %d", k).isCloseTo(expected[k], withinPercentage(percent));
        }
    }

    /** The bounds of a batch, without a thought of speed. */
    private static final class Plain {

        final double[] gradient;
        final double[] ofKinks;
        final double[] outputErrors;
        final double loss;
        final double lossOfKinks;

        Plain(NetworkSpec network, double[] w, Batch batch) {
            int depth = network.layers().size();
            int n = batch.size();
            double[][][] x = new double[depth + 1][n][];
            double[][][] xError = new double[depth + 1][n][];
            double[][][] size = new double[depth][n][];
            double[][] likeUnits = new double[depth][];
            Point[][][] points = new Point[depth][n][];
            double[][][] zError = new double[depth][n][];
            boolean[] jump = new boolean[n];
            for (int e = 0; e < n; e++) {
                x[0][e] = Arrays.copyOfRange(batch.examples().inputValues(), 3 * e, 3 * e + 3);
                xError[0][e] = new double[3];
            }
            for (int l = 0; l < depth; l++) {
                LayerSpec layer = network.layers().get(l);
                int inputs = network.inputsOf(l);
                int rows = layer.rows(inputs);
                double[] unitSizes = new double[layer.units()];
                double roundings = rows * Math.min(rows, 9.0);
                if (l > 0) {
                    roundings =
                            Math.max(roundings, Arrays.stream(likeUnits[l - 1]).sum());
                }
                for (int e = 0; e < n; e++) {
                    x[l][e] = Arrays.copyOf(x[l][e], rows);
                    xError[l][e] = Arrays.copyOf(xError[l][e], rows);
                    if (layer.bias()) {
                        x[l][e][inputs] = 1.0;
                    }
                    size[l][e] = new double[layer.units()];
                    zError[l][e] = new double[layer.units()];
                    points[l][e] = new Point[layer.units()];
                    x[l + 1][e] = new double[layer.units()];
                    xError[l + 1][e] = new double[layer.units()];
                    boolean before = jump[e];
                    for (int j = 0; j < layer.units(); j++) {
                        double z = 0.0;
                        double squares = 0.0;
                        double sum = 0.0;
                        for (int i = 0; i < rows; i++) {
                            double weight = w[network.offset(l) + i * layer.units() + j];
                            double error = xError[l][e][i] * Math.abs(weight);
                            z += x[l][e][i] * weight;
                            size[l][e][j] += Math.abs(x[l][e][i] * weight);
                            squares += i < inputs && l > 0 ? likeUnits[l - 1][i] * error * error : 0.0;
                            sum += error;
                        }
                        double rounded = (Math.sqrt(roundings) + 2.0) * U * size[l][e][j];
                        zError[l][e][j] = orMore((before ? sum : Math.sqrt(squares)) + rounded);
                        Point p = new Point();
                        ActivationCurve.of(layer.activation()).at(z, zError[l][e][j], p);
                        points[l][e][j] = p;
                        x[l + 1][e][j] = p.value;
                        xError[l + 1][e][j] = orMore(p.steepest * zError[l][e][j] + p.jump + U * p.valueRounding);
                        jump[e] |= p.kink;
                        unitSizes[j] += size[l][e][j];
                    }
                }
                likeUnits[l] = like(unitSizes);
            }
            double[] likeExamples = like(Arrays.stream(size[0])
                    .mapToDouble(row -> Arrays.stream(row).sum())
                    .toArray());
            double share = network.reduction() == Reduction.MEAN ? 1.0 / n : 1.0;

            LayerErrors last = new LayerErrors(network, depth - 1);
            last.makeRoom(n, null);
            System.arraycopy(likeUnits[depth - 1], 0, last.alike, 0, last.alike.length);
            LossBound ofLoss = new LossBound(network, U);
            ofLoss.start();
            outputErrors = new double[2 * n];
            for (int e = 0; e < n; e++) {
                System.arraycopy(xError[depth][e], 0, outputErrors, 2 * e, 2);
                System.arraycopy(x[depth][e], 0, last.y[e], 0, 2);
                System.arraycopy(xError[depth][e], 0, last.yError[e], 0, 2);
                ofLoss.add(last, e, batch.examples().targetValues(), 2 * e, likeExamples[e], jump[e]);
            }
            loss = ofLoss.ofSum(n) * share + LEAST;
            lossOfKinks = ofLoss.ofJumps() * share;

            gradient = new double[w.length];
            ofKinks = new double[w.length];
            double[][] s = last.s;
            double[][] sError = last.sError;
            for (int l = depth - 1; l >= 0; l--) {
                int units = network.layers().get(l).units();
                double[][] delta = new double[n][units];
                double[][] deltaError = new double[n][units];
                for (int e = 0; e < n; e++) {
                    for (int j = 0; j < units; j++) {
                        Point p = points[l][e][j];
                        double rounding = U * p.slopeRounding;
                        delta[e][j] = s[e][j] * p.slope;
                        deltaError[e][j] = orMore((p.steepest + rounding) * sError[e][j]
                                + Math.abs(s[e][j]) * (p.turn + orMore(rounding))
                                + U * Math.abs(delta[e][j]));
                        if (network.heuristics()
                                .steepens(network.layers().get(l).activation())) {
                            double more = 0.25 * s[e][j];
                            double both = Math.abs(delta[e][j]) + Math.abs(more);
                            delta[e][j] += more;
                            deltaError[e][j] = orMore(deltaError[e][j] + 0.25 * sError[e][j] + 2.0 * U * both);
                        }
                    }
                }
                int rows = network.layers().get(l).rows(network.inputsOf(l));
                double ofSum = (n + 2.0) * U;
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < units; j++) {
                        double squares = 0.0;
                        double sum = 0.0;
                        for (int e = 0; e < n; e++) {
                            double d = Math.abs(delta[e][j]);
                            double error = deltaError[e][j];
                            double size2 = Math.abs(x[l][e][i]);
                            double xe = xError[l][e][i];
                            if (jump[e]) {
                                sum += size2 * (error + ofSum * d) + xe * (d + error);
                            } else {
                                double like = xe == 0.0 ? 0.0 : likeUnits[l - 1][i];
                                squares += likeExamples[e]
                                        * (size2 * size2 * (error * error + ofSum * ofSum * d * d)
                                                + like * xe * xe * (d * d + error * error));
                            }
                        }
                        int k = network.offset(l) + i * units + j;
                        gradient[k] = Math.sqrt(squares) * share + LEAST + sum * share;
                        ofKinks[k] = sum * share;
                    }
                }
                if (l > 0) {
                    int inputs = network.inputsOf(l);
                    double roundings = Arrays.stream(likeUnits[l]).sum();
                    s = new double[n][inputs];
                    sError = new double[n][inputs];
                    for (int e = 0; e < n; e++) {
                        for (int i = 0; i < inputs; i++) {
                            double squares = 0.0;
                            double sum = 0.0;
                            double sSize = 0.0;
                            for (int j = 0; j < units; j++) {
                                double weight = w[network.offset(l) + i * units + j];
                                double error = deltaError[e][j] * Math.abs(weight);
                                s[e][i] += weight * delta[e][j];
                                sSize += Math.abs(weight * delta[e][j]);
                                squares += likeUnits[l][j] * error * error;
                                sum += error;
                            }
                            double brought = jump[e] ? sum : Math.sqrt(squares);
                            sError[e][i] = orMore(brought + (Math.sqrt(roundings) + 2.0) * U * sSize);
                        }
                    }
                }
            }
        }

        /** {@code min(n, 9 m)} for each of the m of n that are alike. */
        private static double[] like(double[] sizes) {
            return Arrays.stream(sizes)
                    .map(size -> Math.min(
                            sizes.length,
                            9.0
                                    * Arrays.stream(sizes)
                                            .filter(other -> other == size)
                                            .count()))
                    .toArray();
        }

        private static double orMore(double error) {
            return error == 0.0 ? 0.0 : error + LEAST;
        }
    }
}
