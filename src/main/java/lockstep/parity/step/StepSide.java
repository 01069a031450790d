package lockstep.parity.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;

/**
 * What one side has inside in one step, found out from outside: an engine tells outputs, and gradients of its weights; asked
 * of parts of the network, these are all there is. So both sides are asked in the same way, and neither has to open up.
 *
 * <pre>
 *   output of a unit   the answer of the network that ends at its layer
 *   sum of a unit      the same, with identity for the layer's activation
 *   delta of a unit    dLoss/dsum: the gradient of its bias (one of 0 where it has none)
 *   error of a unit    dLoss/doutput: the gradient of a bias added to the output, on the way into the rest of the network
 * </pre>
 *
 * @param sums by example, layer (both counted from 0) and unit; the next three likewise
 * @param loss of the batch before the update, penalties included
 * @param gradient of the batch's loss, without penalties, before clipping
 * @param after the weights after the update
 */
public record StepSide(
        double[][][] sums,
        double[][][] outputs,
        double[][][] errors,
        double[][][] deltas,
        double loss,
        double[] gradient,
        double[] after) {

    /** Asks parts of a network about each example of a batch by itself. */
    static final class Parts {

        private final NetworkSpec network;
        private final double[] weights;
        private final Engines engines;

        Parts(NetworkSpec network, double[] weights, Engines engines) {
            this.network = network;
            this.weights = weights;
            this.engines = engines;
        }

        StepSide of(Examples batch, double loss, double[] gradient, double[] after) {
            int examples = batch.size();
            int layers = network.layers().size();
            double[][][] sums = new double[examples][layers][];
            double[][][] outputs = new double[examples][layers][];
            double[][][] errors = new double[examples][layers][];
            double[][][] deltas = new double[examples][layers][];
            for (int e = 0; e < examples; e++) {
                Examples one = batch.select(new int[] {e});
                for (int l = 0; l < layers; l++) {
                    sums[e][l] = answer(one, l, Activation.IDENTITY);
                    outputs[e][l] = answer(one, l, network.layers().get(l).activation());
                    errors[e][l] = error(one, l, outputs[e][l]);
                }
                deltas[e] = deltas(one);
            }
            return new StepSide(sums, outputs, errors, deltas, loss, gradient, after);
        }

        /** What comes out of a layer that has this activation. */
        private double[] answer(Examples one, int layer, Activation activation) {
            List<LayerSpec> layers = new ArrayList<>(network.layers().subList(0, layer));
            LayerSpec last = network.layers().get(layer);
            layers.add(new LayerSpec(last.units(), activation, last.bias(), last.init()));
            Examples asked = new Examples(1, one.inputs(), last.units(), one.inputValues(), new double[last.units()]);
            NetworkSpec part = new NetworkSpec(
                            network.inputs(), layers, Loss.HALF_SQUARED_ERROR, network.reduction(), network.optimizer())
                    .in(network.precision());
            double[] answer = new double[last.units()];
            try (Engine engine = engines.of(part)) {
                engine.loadWeights(Arrays.copyOf(weights, network.offset(layer + 1)));
                engine.readOutputs(asked.asBatch(), answer);
            }
            return answer;
        }

        /** The network that takes a layer's outputs, adds a bias of 0 and goes on: that bias's gradient. */
        private double[] error(Examples one, int layer, double[] outputs) {
            int units = outputs.length;
            List<LayerSpec> layers = new ArrayList<>();
            layers.add(new LayerSpec(units, Activation.IDENTITY, true, new Init.Constant(0.0)));
            layers.addAll(network.layers().subList(layer + 1, network.layers().size()));
            int rest = network.offset(layer + 1);
            int first = units * units + units;
            double[] start = new double[first + weights.length - rest];
            for (int j = 0; j < units; j++) {
                start[j * units + j] = 1.0;
            }
            System.arraycopy(weights, rest, start, first, weights.length - rest);
            Examples asked = new Examples(1, units, one.outputs(), outputs, one.targetValues());
            double[] gradient = gradient(part(units, layers), start, asked.asBatch());
            return Arrays.copyOfRange(gradient, units * units, first);
        }

        private double[][] deltas(Examples one) {
            List<LayerSpec> layers = network.layers().stream()
                    .map(layer -> new LayerSpec(layer.units(), layer.activation(), true, new Init.Constant(0.0)))
                    .toList();
            NetworkSpec biased = part(network.inputs(), layers);
            double[] start = new double[biased.weightCount()];
            for (int l = 0; l < layers.size(); l++) {
                System.arraycopy(weights, network.offset(l), start, biased.offset(l), network.weightsOf(l));
            }
            double[] gradient = gradient(biased, start, one.asBatch());
            double[][] deltas = new double[layers.size()][];
            for (int l = 0; l < layers.size(); l++) {
                int end = biased.offset(l + 1);
                deltas[l] = Arrays.copyOfRange(gradient, end - layers.get(l).units(), end);
            }
            return deltas;
        }

        private NetworkSpec part(int inputs, List<LayerSpec> layers) {
            return new NetworkSpec(inputs, bare(layers), network.loss(), network.reduction(), network.optimizer())
                    .withHeuristics(network.heuristics())
                    .in(network.precision());
        }

        private double[] gradient(NetworkSpec part, double[] start, Batch batch) {
            double[] gradient = new double[part.weightCount()];
            try (Engine engine = engines.of(part)) {
                engine.loadWeights(start);
                engine.step(batch);
                engine.readGradient(gradient);
            }
            return gradient;
        }

        private static List<LayerSpec> bare(List<LayerSpec> layers) {
            return layers.stream()
                    .map(layer ->
                            layer.withPenalties(Penalty.NONE, Penalty.NONE).withClipping(Clipping.NONE))
                    .toList();
        }
    }
}
