package lockstep.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;

/**
 * A network and how it learns: all that an {@link Engine} needs to know except the weights.
 *
 * <p>The weights of a network are one flat array, layer after layer. A layer's are stored input-major: one row per input,
 * then the bias row, if any, each with one column per unit, so that the weight from input {@code i} to unit {@code j} is
 * at {@code offset(layer) + i * units + j}.
 *
 * @param inputs the width of an example
 * @param layers from the first hidden layer to the output layer, at least one
 * @param reduction how the losses and gradients of a batch's examples are combined
 * @param schedule of the optimizer's learning rate
 * @param stepsPerEpoch how many steps make an epoch, for a schedule that counts epochs
 * @param precision of a candidate; hyper-parameters are rounded to it, for both sides
 * @param heuristics what is done on the way back on purpose
 */
public record NetworkSpec(
        int inputs,
        List<LayerSpec> layers,
        Loss loss,
        Reduction reduction,
        Optimizer optimizer,
        Schedule schedule,
        int stepsPerEpoch,
        Precision precision,
        Heuristics heuristics) {

    public NetworkSpec {
        layers = layers.stream().map(layer -> layer.in(precision)).toList();
        optimizer = in(precision, optimizer);
        heuristics = heuristics.in(precision);
        if (inputs < 1) {
            throw new IllegalArgumentException("inputs is " + inputs + "; expected at least 1");
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("layers is empty; expected at least the output layer");
        }
        if (stepsPerEpoch < 1) {
            throw new IllegalArgumentException("stepsPerEpoch is " + stepsPerEpoch + "; expected at least 1");
        }
        if (!schedule.equals(Schedule.CONSTANT) && !optimizer.hasLearningRate()) {
            throw new IllegalArgumentException(
                    "the schedule is " + schedule + "; expected none: " + optimizer + " has no learning rate");
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            checkValues(
                    layer,
                    layers.get(layer),
                    layer == 0 ? inputs : layers.get(layer - 1).units());
        }
    }

    /** A network with a constant learning rate, in doubles. */
    public NetworkSpec(int inputs, List<LayerSpec> layers, Loss loss, Reduction reduction, Optimizer optimizer) {
        this(inputs, layers, loss, reduction, optimizer, Schedule.CONSTANT, 1, Precision.DOUBLE, Heuristics.NONE);
    }

    /** A network in doubles. */
    public NetworkSpec(
            int inputs,
            List<LayerSpec> layers,
            Loss loss,
            Reduction reduction,
            Optimizer optimizer,
            Schedule schedule,
            int stepsPerEpoch) {
        this(inputs, layers, loss, reduction, optimizer, schedule, stepsPerEpoch, Precision.DOUBLE, Heuristics.NONE);
    }

    private static Optimizer in(Precision precision, Optimizer optimizer) {
        if (precision == Precision.DOUBLE) {
            return optimizer;
        }
        Map<String, Double> values = OptimizerKind.valuesOf(optimizer);
        values.replaceAll((name, value) -> precision.round(value));
        return OptimizerKind.of(optimizer).create(values);
    }

    /** The same network with other layers. */
    public NetworkSpec withLayers(List<LayerSpec> other) {
        return new NetworkSpec(
                inputs, other, loss, reduction, optimizer, schedule, stepsPerEpoch, precision, heuristics);
    }

    /**
     * The same network, computed in another precision by a candidate.
     *
     * @throws IllegalArgumentException if a hyper-parameter has no value there that serves, such as a beta that is rounded to 1
     */
    public NetworkSpec in(Precision other) {
        return new NetworkSpec(inputs, layers, loss, reduction, optimizer, schedule, stepsPerEpoch, other, heuristics);
    }

    /** The same network with another way to learn. */
    public NetworkSpec withOptimizer(Optimizer other) {
        return new NetworkSpec(inputs, layers, loss, reduction, other, schedule, stepsPerEpoch, precision, heuristics);
    }

    /** The same network with other things done on the way back. */
    public NetworkSpec withHeuristics(Heuristics other) {
        return new NetworkSpec(inputs, layers, loss, reduction, optimizer, schedule, stepsPerEpoch, precision, other);
    }

    /** The same network with another schedule. */
    public NetworkSpec withSchedule(Schedule other, int otherStepsPerEpoch) {
        return new NetworkSpec(
                inputs, layers, loss, reduction, optimizer, other, otherStepsPerEpoch, precision, heuristics);
    }

    /**
     * The same network with this many layers: the last hidden layer is repeated, or hidden layers are dropped from the last one
     * back.
     *
     * @param depth how many layers, the output layer among them; at least 2
     * @throws IllegalArgumentException if the network has no hidden layer, or explicit weights do not fit a layer that is repeated
     */
    public NetworkSpec withDepth(int depth) {
        int hidden = layers.size() - 1;
        if (hidden == 0 || depth < 2) {
            throw new IllegalArgumentException("the network has " + hidden + " hidden layers and is to have "
                    + (depth - 1) + "; expected at least 1");
        }
        List<LayerSpec> deeper = new ArrayList<>();
        for (int l = 0; l < depth - 1; l++) {
            deeper.add(layers.get(Math.min(l, hidden - 1)));
        }
        deeper.add(layers.get(hidden));
        return withLayers(deeper);
    }

    /** The same network with the loss of the data alone, whose derivative {@link Engine#readGradient} gives. */
    public NetworkSpec withoutPenalties() {
        return withLayers(layers.stream()
                .map(layer -> layer.withPenalties(Penalty.NONE, Penalty.NONE))
                .toList());
    }

    /** The width of the network's answer. */
    public int outputs() {
        return layers.get(layers.size() - 1).units();
    }

    /** How many numbers come into a layer (counted from 0), the bias not among them. */
    public int inputsOf(int layer) {
        return layer == 0 ? inputs : layers.get(layer - 1).units();
    }

    /** How many weights, biases among them, a layer (counted from 0) has. */
    public int weightsOf(int layer) {
        return layers.get(layer).rows(inputsOf(layer)) * layers.get(layer).units();
    }

    /** The layer (counted from 0) that a weight of the network belongs to. */
    public int layerOf(int index) {
        int layer = 0;
        while (index >= offset(layer + 1)) {
            layer++;
        }
        return layer;
    }

    /** Where a layer's weights begin in the network's; {@code offset(layers().size())} is their number. */
    public int offset(int layer) {
        int offset = 0;
        for (int before = 0; before < layer; before++) {
            offset += weightsOf(before);
        }
        return offset;
    }

    /** Where a layer's biases begin in the network's weights, or would if it had any. */
    public int biasOffset(int layer) {
        return offset(layer) + inputsOf(layer) * layers.get(layer).units();
    }

    /** How many weights, biases among them, the network has. */
    public int weightCount() {
        return offset(layers.size());
    }

    /** Weights to start from, drawn layer by layer. */
    public double[] drawWeights(PythonRandom random) {
        double[] weights = new double[weightCount()];
        for (int layer = 0; layer < layers.size(); layer++) {
            LayerSpec spec = layers.get(layer);
            spec.init().fill(random, weights, offset(layer), inputsOf(layer), spec.units(), spec.bias());
        }
        return weights;
    }

    /** The same network from weights that are given. */
    public NetworkSpec startingFrom(double[] weights) {
        List<LayerSpec> others = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            LayerSpec layer = layers.get(l);
            double[][] rows = new double[layer.rows(inputsOf(l))][layer.units()];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(weights, offset(l) + i * layer.units(), rows[i], 0, layer.units());
            }
            others.add(layer.withInit(new Init.Values(rows)));
        }
        return withLayers(others);
    }

    /** A person's name for the layer and place of a weight: {@code weight[2][0]}, or {@code bias[0]}. */
    public String weightName(int layer, int indexInLayer) {
        int units = layers.get(layer).units();
        int row = indexInLayer / units;
        int unit = indexInLayer % units;
        return row == inputsOf(layer) ? "bias[" + unit + "]" : "weight[" + row + "][" + unit + "]";
    }

    /** The widths of the network, as people write them: {@code 2-2-1}. */
    public String shape() {
        StringBuilder shape = new StringBuilder().append(inputs);
        layers.forEach(layer -> shape.append('-').append(layer.units()));
        return shape.toString();
    }

    private static void checkValues(int layer, LayerSpec spec, int inputs) {
        if (spec.init() instanceof Init.Values values) {
            int expected = spec.rows(inputs);
            if (values.rows().length != expected) {
                throw new IllegalArgumentException("values of layer " + (layer + 1) + " have "
                        + values.rows().length + " rows; expected " + expected + ": one per input"
                        + (spec.bias() ? ", then the bias row" : " (the layer has no bias)"));
            }
            for (double[] row : values.rows()) {
                if (row.length != spec.units()) {
                    throw new IllegalArgumentException("values of layer " + (layer + 1) + " have a row of " + row.length
                            + " numbers; expected " + spec.units() + ": one per unit");
                }
            }
        }
    }
}
