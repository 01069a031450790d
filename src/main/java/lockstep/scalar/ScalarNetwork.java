package lockstep.scalar;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Step;

/**
 * Back-propagation written out: bpnn.py, by Neil Schemenauer, for any number of layers.
 *
 * <table>
 * <caption>Where to find what bpnn.py has</caption>
 * <tr><th>bpnn.py</th><th>here</th></tr>
 * <tr><td>{@code ai, ah}</td><td>{@code x[e]} of the first {@link Layer}, of the second: what comes into a layer</td></tr>
 * <tr><td>{@code ao}</td><td>{@code y[e]} of the last layer: what comes out of it</td></tr>
 * <tr><td>{@code ai[-1] = 1.0}, the bias</td><td>the last {@code x} of a layer that has biases is always 1</td></tr>
 * <tr><td>{@code wi[i][j], wo[j][k]}</td><td>{@code w[i][j]} of the first layer, of the second</td></tr>
 * <tr><td>{@code update(inputs)}</td><td>{@link #forward}</td></tr>
 * <tr><td>{@code backPropagate(targets, N, M)}</td><td>{@link #backPropagate}, then {@link #updateWeights}</td></tr>
 * <tr><td>{@code output_deltas, hidden_deltas}</td><td>{@code delta[e]} of a layer: uphill here, downhill there</td></tr>
 * <tr><td>{@code change = hidden_deltas[j]*ai[i]}</td><td>{@code g[j]} in {@link #gradient}, of the deltas' sign</td></tr>
 * <tr><td>{@code ci, co}</td><td>{@code state} of a layer, which belongs to the optimizer</td></tr>
 * <tr><td>{@code sigmoid, dsigmoid}</td><td>{@link SmoothActivation#TANH}</td></tr>
 * <tr><td>{@code train(patterns)}</td><td>{@link #step}, for each batch</td></tr>
 * </table>
 *
 * <p>bpnn.py updates after every pattern; here a step takes a batch of examples, {@code e} counting them, and a batch of one is
 * bpnn.py's case.
 */
public final class ScalarNetwork implements Engine {

    private final NetworkSpec spec;
    private final Layer[] layers;
    private final Activation output;
    private final LearningRates.Rates rates;
    private final Step step = new Step();

    /** How many examples the last step had, or 0 when what it left behind has been overwritten. */
    private int stepped;

    /** A network whose weights are all 0: load some. */
    public ScalarNetwork(NetworkSpec spec) {
        this.spec = spec;
        this.layers = new Layer[spec.layers().size()];
        Arrays.setAll(layers, number -> new Layer(spec, number));
        this.output = spec.layers().get(layers.length - 1).activation();
        this.rates = LearningRates.of(spec);
    }

    @Override
    public double step(Batch batch) {
        forward(batch);
        double loss = penalizedLoss(batch);
        backPropagate(batch);
        updateWeights(batch.size());
        stepped = batch.size();
        return loss;
    }

    /** From the examples to the network's answers: in each layer {@code y[j] = f(z[j])}, {@code z[j] = sum of x[i] w[i][j]}. */
    private void forward(Batch batch) {
        Examples examples = batch.examples();
        stepped = 0;
        makeRoom(batch.size());
        for (int e = 0; e < batch.size(); e++) {
            int from = batch.row(e) * examples.inputs();
            System.arraycopy(examples.inputValues(), from, layers[0].x[e], 0, examples.inputs());
        }
        for (Layer layer : layers) {
            Sums.weightedInputs(layer.x, layer.w, layer.z, batch.size());
            for (int e = 0; e < batch.size(); e++) {
                layer.activation.apply(layer.z[e], layer.y[e]);
            }
        }
    }

    /** From the targets back to every unit: {@code delta[j] = dLoss/dz[j]}. {@link #forward} has been there before. */
    private void backPropagate(Batch batch) {
        Examples examples = batch.examples();
        Layer last = layers[layers.length - 1];
        for (int e = 0; e < batch.size(); e++) {
            outputDelta(last, e, examples.targetValues(), batch.row(e) * examples.outputs());
        }
        // A hidden unit's error is the sum of the deltas that it led to, each by the weight that led there. All deltas
        // are computed before any weight is changed.
        for (int l = layers.length - 1; l > 0; l--) {
            Layer layer = layers[l - 1];
            Sums.weightedDeltas(layers[l].delta, layers[l].w, layer.delta, batch.size());
            for (int e = 0; e < batch.size(); e++) {
                layer.activation.multiplyByDerivative(layer.z[e], layer.y[e], layer.delta[e]);
            }
        }
    }

    private void outputDelta(Layer last, int e, double[] targets, int at) {
        if (spec.loss() == Loss.CROSS_ENTROPY && output == Activation.SOFTMAX) {
            Losses.errors(last.y[e], targets, at, last.delta[e]); // the two derivatives cancel out
        } else {
            Losses.derivative(spec.loss(), last.y[e], targets, at, last.delta[e]);
            last.activation.multiplyByDerivative(last.z[e], last.y[e], last.delta[e]);
        }
    }

    /** Takes the gradient of each row of weights, and at once lets the optimizer move the row. */
    private void updateWeights(int size) {
        step.next(rates.after(step.t()));
        for (Layer layer : layers) {
            if (layer.clipping.mode() != Clipping.Mode.NONE) {
                updateClipped(layer, size);
                continue;
            }
            for (int i = 0; i < layer.w.length; i++) {
                if (size == 1 && !layer.penalized) {
                    // The gradient of one example is a product: the optimizer can take it as it stands.
                    spec.optimizer().update(layer.delta[0], layer.x[0][i], layer.w[i], layer.state[i], step);
                } else {
                    gradient(layer, i, size, layer.g);
                    updateRow(layer, i, layer.g);
                }
            }
        }
    }

    /** Clipping has to see the gradients of all rows before the first is moved. */
    private void updateClipped(Layer layer, int size) {
        for (int i = 0; i < layer.w.length; i++) {
            gradient(layer, i, size, layer.gradients[i]);
        }
        GradientClipping.apply(layer.clipping, layer.gradients, layer.inputs());
        for (int i = 0; i < layer.w.length; i++) {
            updateRow(layer, i, layer.gradients[i]);
        }
    }

    private void updateRow(Layer layer, int i, double[] g) {
        if (layer.penalized) {
            Penalties.update(layer, i, g, spec.optimizer(), step);
        } else {
            spec.optimizer().update(g, layer.w[i], layer.state[i], step);
        }
    }

    /** {@code g[j] = dLoss/dw[i][j]}: the sum, or the mean, over the examples of {@code delta[j] x[i]}. */
    private void gradient(Layer layer, int i, int size, double[] g) {
        Sums.gradient(layer.x, i, layer.delta, g, size);
        if (spec.reduction() == Reduction.MEAN && size > 1) {
            for (int j = 0; j < g.length; j++) {
                g[j] /= size;
            }
        }
    }

    /** The loss of the answers that {@link #forward} left behind, and what the weights themselves cost. */
    private double penalizedLoss(Batch batch) {
        double loss = reducedLoss(batch);
        for (Layer layer : layers) {
            if (layer.penalized) {
                loss += Penalties.loss(layer);
            }
        }
        return loss;
    }

    /** The loss of the answers that {@link #forward} left behind. */
    private double reducedLoss(Batch batch) {
        Examples examples = batch.examples();
        Layer last = layers[layers.length - 1];
        double loss = 0.0;
        for (int e = 0; e < batch.size(); e++) {
            int target = batch.row(e) * examples.outputs();
            loss += Losses.value(spec.loss(), output, last.y[e], examples.targetValues(), target);
        }
        return switch (spec.reduction()) {
            case MEAN -> loss / batch.size();
            case SUM -> loss;
        };
    }

    private void makeRoom(int examples) {
        if (layers[0].x.length < examples) {
            for (int l = layers.length - 1; l >= 0; l--) {
                layers[l].makeRoom(examples, l + 1 < layers.length ? layers[l + 1] : null);
            }
        }
    }

    @Override
    public double loss(Batch batch) {
        forward(batch);
        return penalizedLoss(batch);
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        forward(batch);
        int outputs = spec.outputs();
        for (int e = 0; e < batch.size(); e++) {
            System.arraycopy(layers[layers.length - 1].y[e], 0, into, e * outputs, outputs);
        }
    }

    @Override
    public void loadWeights(double[] from) {
        int at = 0;
        for (Layer layer : layers) {
            for (double[] row : layer.w) {
                System.arraycopy(from, at, row, 0, row.length);
                at += row.length;
            }
        }
    }

    @Override
    public void readWeights(double[] into) {
        int at = 0;
        for (Layer layer : layers) {
            for (double[] row : layer.w) {
                System.arraycopy(row, 0, into, at, row.length);
                at += row.length;
            }
        }
    }

    /** Computed anew, from the inputs and deltas that the last step left behind. */
    @Override
    public void readGradient(double[] into) {
        if (stepped == 0) {
            throw new IllegalStateException("the gradient is that of a step: ask for it right after one");
        }
        int at = 0;
        for (Layer layer : layers) {
            for (int i = 0; i < layer.w.length; i++) {
                gradient(layer, i, stepped, layer.g);
                System.arraycopy(layer.g, 0, into, at, layer.g.length);
                at += layer.g.length;
            }
        }
    }

    @Override
    public void roundOtherwise(int pattern) {
        changeActivations((inner, activation) -> new OtherRounding(inner, activation, pattern));
    }

    /** For controls, and for tests: each layer's function, by what it is and by name, to another. */
    void changeActivations(BiFunction<ActivationFunction, Activation, ActivationFunction> change) {
        for (int l = 0; l < layers.length; l++) {
            layers[l].activation =
                    change.apply(layers[l].activation, spec.layers().get(l).activation());
        }
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.of(new ScalarRule(spec, n));
    }
}
