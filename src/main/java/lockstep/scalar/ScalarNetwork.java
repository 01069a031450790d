package lockstep.scalar;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.LayerSpec;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Optimizer;

/**
 * Back-propagation written out: bpnn.py, by Neil Schemenauer, for any number of layers.
 *
 * <table>
 * <caption>Where to find what bpnn.py has</caption>
 * <tr><th>bpnn.py</th><th>here</th></tr>
 * <tr><td>{@code ni, nh, no}</td><td>{@code inputs, units} of each {@link Layer}</td></tr>
 * <tr><td>{@code ai, ah, ao}</td><td>the example, and {@code outputs} of each layer</td></tr>
 * <tr><td>{@code wi[i][j], wo[j][k]}</td><td>{@code weights[layer.at + i * layer.units + j]}, one array for all layers</td></tr>
 * <tr><td>the bias, {@code ai[-1] = 1.0}</td><td>the last row of a layer's weights; every layer may have one</td></tr>
 * <tr><td>{@code update(inputs)}</td><td>{@link #forward}</td></tr>
 * <tr><td>{@code backPropagate(targets, N, M)}</td><td>{@link #backPropagate}, then {@link Optimizer#update}</td></tr>
 * <tr><td>{@code output_deltas, hidden_deltas}</td><td>{@code deltas} of each layer; uphill here, downhill there</td></tr>
 * <tr><td>{@code change = hidden_deltas[j]*ai[i]}</td><td>{@code gradient}, of the sign of the deltas</td></tr>
 * <tr><td>{@code ci, co}</td><td>{@code state}, which belongs to the optimizer</td></tr>
 * <tr><td>{@code sigmoid, dsigmoid}</td><td>{@link Activations}</td></tr>
 * <tr><td>{@code train(patterns)}</td><td>{@link #step} for each batch</td></tr>
 * </table>
 *
 * <p>bpnn.py updates after every pattern; here a step takes a batch, and a batch of one is bpnn.py's case. Every sum is
 * built up in the order of its terms, so the numbers are those of the plain loops, bit for bit.
 */
public final class ScalarNetwork implements Engine {

    private final NetworkSpec spec;
    private final Layer[] layers;
    private final double[] weights;
    private final double[] gradient;
    private final double[][] state;
    private int t;

    /** What a layer computes for one example, kept from the forward to the backward pass. */
    private static final class Layer {
        final LayerSpec spec;
        final int inputs;
        final int units;
        final int at; // where its weights begin
        final double[] sums; // z: weighted sum of the inputs, plus bias
        final double[] outputs; // y = f(z)
        final double[] deltas; // dLoss/dz

        Layer(NetworkSpec network, int number) {
            this.spec = network.layers().get(number);
            this.inputs = network.inputsOf(number);
            this.units = spec.units();
            this.at = network.offset(number);
            this.sums = new double[units];
            this.outputs = new double[units];
            this.deltas = new double[units];
        }
    }

    /** A network whose weights are all 0: load some. */
    public ScalarNetwork(NetworkSpec spec) {
        this.spec = spec;
        List<LayerSpec> specs = spec.layers();
        this.layers = new Layer[specs.size()];
        Arrays.setAll(layers, number -> new Layer(spec, number));
        this.weights = new double[spec.weightCount()];
        this.gradient = new double[weights.length];
        this.state = spec.optimizer().newState(weights.length);
    }

    @Override
    public double step(Batch batch) {
        Examples examples = batch.examples();
        double loss = 0.0;
        Arrays.fill(gradient, 0.0);
        for (int e = 0; e < batch.size(); e++) {
            int row = batch.row(e);
            forward(examples, row);
            loss += lossOf(examples, row);
            backPropagate(examples, row);
        }
        if (spec.reduction() == Reduction.MEAN && batch.size() > 1) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= batch.size();
            }
        }
        Optimizer optimizer = spec.optimizer();
        t++;
        optimizer.update(gradient, weights, state, 0, weights.length, optimizer.learningRate(), t);
        return reduce(loss, batch);
    }

    /** From an example to the network's answer: for each layer, y_j = f(sum over i of x_i w_ij, plus b_j). */
    private void forward(Examples examples, int row) {
        double[] x = examples.inputValues();
        int from = row * examples.inputs();
        for (Layer layer : layers) {
            double[] z = layer.sums;
            Arrays.fill(z, 0.0);
            // The loop over the units is the inner one: it walks along a row of weights, and its sums do not wait for
            // each other. Each z[j] still adds up its terms in the order of the inputs.
            int w = layer.at;
            for (int i = 0; i < layer.inputs; i++) {
                double input = x[from + i];
                for (int j = 0; j < z.length; j++) {
                    z[j] += input * weights[w + j];
                }
                w += z.length;
            }
            if (layer.spec.bias()) {
                for (int j = 0; j < z.length; j++) {
                    z[j] += weights[w + j];
                }
            }
            Activations.apply(layer.spec.activation(), z, layer.outputs);
            x = layer.outputs;
            from = 0;
        }
    }

    /** Adds one example's gradient, dLoss/dw_ij = delta_j x_i, to the batch's; {@link #forward} has been there before. */
    private void backPropagate(Examples examples, int row) {
        Layer last = layers[layers.length - 1];
        // output layer: delta = dLoss/dy f'(z)
        Losses.derivative(spec.loss(), last.outputs, examples.targetValues(), row * examples.outputs(), last.deltas);
        Activations.multiplyByDerivative(last.spec.activation(), last.sums, last.outputs, last.deltas);

        // hidden layers, from the last to the first: delta_i = (sum over j of w_ij delta_j) f'(z_i)
        for (int l = layers.length - 2; l >= 0; l--) {
            Layer layer = layers[l];
            Layer next = layers[l + 1];
            int w = next.at;
            for (int i = 0; i < layer.units; i++) {
                double error = 0.0;
                for (int j = 0; j < next.units; j++) {
                    error += weights[w + j] * next.deltas[j];
                }
                layer.deltas[i] = error;
                w += next.units;
            }
            Activations.multiplyByDerivative(layer.spec.activation(), layer.sums, layer.outputs, layer.deltas);
        }

        double[] x = examples.inputValues();
        int from = row * examples.inputs();
        for (Layer layer : layers) {
            addGradient(layer, x, from);
            x = layer.outputs;
            from = 0;
        }
    }

    /** Adds delta_j x_i to the gradient of each of a layer's weights, and delta_j to that of each bias. */
    private void addGradient(Layer layer, double[] x, int from) {
        double[] delta = layer.deltas;
        int g = layer.at;
        for (int i = 0; i < layer.inputs; i++) {
            double input = x[from + i];
            for (int j = 0; j < delta.length; j++) {
                gradient[g + j] += delta[j] * input;
            }
            g += delta.length;
        }
        if (layer.spec.bias()) {
            for (int j = 0; j < delta.length; j++) {
                gradient[g + j] += delta[j];
            }
        }
    }

    @Override
    public double loss(Batch batch) {
        double loss = 0.0;
        for (int e = 0; e < batch.size(); e++) {
            forward(batch.examples(), batch.row(e));
            loss += lossOf(batch.examples(), batch.row(e));
        }
        return reduce(loss, batch);
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        double[] outputs = layers[layers.length - 1].outputs;
        for (int e = 0; e < batch.size(); e++) {
            forward(batch.examples(), batch.row(e));
            System.arraycopy(outputs, 0, into, e * outputs.length, outputs.length);
        }
    }

    @Override
    public void loadWeights(double[] from) {
        System.arraycopy(from, 0, weights, 0, weights.length);
    }

    @Override
    public void readWeights(double[] into) {
        System.arraycopy(weights, 0, into, 0, weights.length);
    }

    @Override
    public void readGradient(double[] into) {
        System.arraycopy(gradient, 0, into, 0, gradient.length);
    }

    @Override
    public Optional<Rule> newRule(int n) {
        Optimizer optimizer = spec.optimizer();
        double[][] ruleState = optimizer.newState(n);
        double[] w = new double[n];
        int[] made = {0};
        return Optional.of((g, update) -> {
            Arrays.fill(w, 0.0);
            optimizer.update(g, w, ruleState, 0, n, optimizer.learningRate(), ++made[0]);
            for (int i = 0; i < n; i++) {
                update[i] = -w[i];
            }
        });
    }

    private double lossOf(Examples examples, int row) {
        double[] outputs = layers[layers.length - 1].outputs;
        return Losses.value(spec.loss(), outputs, examples.targetValues(), row * examples.outputs());
    }

    private double reduce(double sum, Batch batch) {
        return switch (spec.reduction()) {
            case MEAN -> sum / batch.size();
            case SUM -> sum;
        };
    }
}
