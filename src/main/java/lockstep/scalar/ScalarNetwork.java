package lockstep.scalar;

import java.util.Arrays;
import java.util.Optional;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Optimizer;
import lockstep.optim.Step;

/**
 * Back-propagation for training: {@link PlainNetwork}, bit for bit, several times as fast. Whoever wants to learn how it works
 * reads that page first; it says where each line of bpnn.py has gone.
 *
 * <p>The names are those of the plain page, with these differences:
 *
 * <ul>
 *   <li>the weights of a {@link Layer} stand one behind another, {@code w[i * units + j]}, and so does its gradient {@code g};
 *   <li>the examples of a batch, {@code e} counting them, go through the layers together, so that {@code x[e]}, {@code z[e]},
 *       {@code y[e]} and {@code delta[e]} are an example's;
 *   <li>the loops over weights are in {@link lockstep.loops}, turned for speed: no sum there is added in another order;
 *   <li>a step allocates nothing.
 * </ul>
 */
public class ScalarNetwork implements Engine {

    /** Examples that are only asked about go through the network in blocks, so that its room does not grow with the data. */
    private static final int BLOCK = 256;

    final NetworkSpec spec;
    final Layer[] layers;
    private final Activation output;
    private final Loss lossFunction;
    private final double errorDeadZone;
    private final Reduction reduction;
    private final Optimizer optimizer;
    private final LearningRates.Rates rates;
    final Step step = new Step();

    /** How many examples the last step had, or 0 when what it left behind has been overwritten. */
    private int lastBatchSize;

    /** Whether the last step's gradient was computed, and stands in each layer that moves by it alone. */
    private boolean gradientKept;

    /** A network whose weights are all 0: load some. */
    public ScalarNetwork(NetworkSpec spec) {
        this.spec = spec;
        this.layers = new Layer[spec.layers().size()];
        Arrays.setAll(layers, number -> new Layer(spec, number));
        this.output = spec.layers().get(layers.length - 1).activation();
        this.lossFunction = spec.loss();
        this.errorDeadZone = spec.heuristics().errorDeadZone();
        this.reduction = spec.reduction();
        this.optimizer = spec.optimizer();
        this.rates = LearningRates.of(spec);
    }

    @Override
    public void resume(double[][] memory, int steps) {
        int at = 0;
        for (Layer layer : layers) {
            for (int k = 0; k < memory.length; k++) {
                System.arraycopy(memory[k], at, layer.state[k], 0, layer.w.length);
            }
            at += layer.w.length;
        }
        step.at(steps, 0.0);
    }

    @Override
    public double step(Batch batch) {
        double loss = differentiate(batch);
        updateWeights(batch.size());
        return loss;
    }

    @Override
    public double differentiate(Batch batch) {
        forward(batch);
        double loss = penalized(addLosses(0.0, batch), batch.size());
        backPropagate(batch);
        lastBatchSize = batch.size();
        gradientKept = false;
        return loss;
    }

    /** From the examples to the network's answers: in each layer {@code y[j] = f(z[j])}, {@code z[j] = sum of x[i] w[i, j]}. */
    private void forward(Batch batch) {
        Examples examples = batch.examples();
        lastBatchSize = 0; // from here on the x, z and y of the last step are overwritten
        makeRoom(batch.size());
        for (int e = 0; e < batch.size(); e++) {
            int from = batch.row(e) * examples.inputs();
            System.arraycopy(examples.inputValues(), from, layers[0].x[e], 0, examples.inputs());
        }
        for (Layer layer : layers) { // y of one layer and x of the next are the same array: nothing is handed on
            layer.sums.weightedInputs(layer.x, layer.w, layer.z, batch.size());
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
            layers[l].sums.weightedDeltas(layers[l].delta, layers[l].w, layer.delta, batch.size());
            for (int e = 0; e < batch.size(); e++) {
                layer.activation.multiplyByDerivative(layer.z[e], layer.y[e], layer.delta[e]);
            }
        }
    }

    private void outputDelta(Layer last, int e, double[] targets, int at) {
        if (lossFunction == Loss.CROSS_ENTROPY && output == Activation.SOFTMAX) {
            Losses.errors(last.y[e], targets, at, last.delta[e]); // the two derivatives cancel out
            Losses.forgive(errorDeadZone, last.y[e], targets, at, last.delta[e]);
        } else {
            // The chain rule: dLoss/dz = dLoss/dy, written into delta first, times dy/dz.
            Losses.derivative(lossFunction, last.y[e], targets, at, last.delta[e]);
            Losses.forgive(errorDeadZone, last.y[e], targets, at, last.delta[e]);
            last.activation.multiplyByDerivative(last.z[e], last.y[e], last.delta[e]);
        }
    }

    /** Takes the gradient of each layer, and lets the optimizer move its weights. */
    private void updateWeights(int size) {
        step.next(rates.after(step.t())); // its number, from 1 on, and its learning rate, by the schedule
        for (Layer layer : layers) {
            if (size == 1 && layer.lossAlone) {
                layer.sums.step(optimizer, layer.x[0], layer.delta[0], layer.g, layer.w, layer.state, step);
                continue;
            }
            gradient(layer, size, layer.g);
            move(layer);
        }
        gradientKept = size > 1;
    }

    @Override
    public boolean update(double[] gradient) {
        lastBatchSize = 0; // from here on the gradient of the last step is overwritten
        step.next(rates.after(step.t()));
        int at = 0;
        for (Layer layer : layers) {
            if (at == 0 && layer.lossAlone) { // its numbers stand where they are needed
                optimizer.update(gradient, layer.w, layer.state, step);
            } else {
                System.arraycopy(gradient, at, layer.g, 0, layer.g.length);
                move(layer);
            }
            at += layer.g.length;
        }
        return true;
    }

    /** Moves a layer's weights by its gradient. */
    private void move(Layer layer) {
        GradientClipping.apply(layer.spec.clipping(), layer.g, layer.biases());
        if (layer.penalized) {
            Penalties.update(layer, optimizer, step);
        } else {
            optimizer.update(layer.g, layer.w, layer.state, step);
        }
    }

    /** {@code g = dLoss/dw}: for each weight the sum, or the mean, over the examples of {@code x[i] delta[j]}. */
    private void gradient(Layer layer, int size, double[] g) {
        boolean isMean = reduction == Reduction.MEAN;
        boolean exact =
                Integer.bitCount(size) == 1; // then a product with the share is the quotient, several times as fast
        layer.sums.gradient(layer.x, layer.delta, g, size, isMean && exact ? 1.0 / size : 1.0);
        for (int k = 0; isMean && !exact && k < layer.w.length; k++) {
            g[k] /= size;
        }
    }

    /** Adds the losses of the answers that {@link #forward} left behind, one after the other. */
    private double addLosses(double sum, Batch batch) {
        Examples examples = batch.examples();
        Layer last = layers[layers.length - 1];
        double loss = sum;
        for (int e = 0; e < batch.size(); e++) {
            int target = batch.row(e) * examples.outputs();
            loss += Losses.value(lossFunction, output, last.y[e], examples.targetValues(), target);
        }
        return loss;
    }

    /** What becomes of the sum of a batch's losses: reduced, plus the penalties. */
    private double penalized(double sum, int size) {
        double loss = reduction == Reduction.MEAN ? sum / size : sum;
        for (Layer layer : layers) {
            if (layer.penalized && reportsPenalty()) {
                loss += Penalties.loss(layer);
            }
        }
        return loss;
    }

    boolean reportsPenalty() {
        return true;
    }

    /** For a batch larger than any before. The last layer comes first: its x is the y of the one before it. */
    private void makeRoom(int examples) {
        if (layers[0].x.length < examples) {
            for (int l = layers.length - 1; l >= 0; l--) {
                layers[l].makeRoom(examples, l + 1 < layers.length ? layers[l + 1] : null);
            }
        }
    }

    @Override
    public double loss(Batch batch) {
        double sum = 0.0;
        for (int from = 0; from < batch.size(); from += BLOCK) {
            Batch block = block(batch, from);
            forward(block);
            sum = addLosses(sum, block);
        }
        return penalized(sum, batch.size());
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        int outputs = spec.outputs();
        for (int from = 0; from < batch.size(); from += BLOCK) {
            Batch block = block(batch, from);
            forward(block);
            for (int e = 0; e < block.size(); e++) {
                System.arraycopy(layers[layers.length - 1].y[e], 0, into, (from + e) * outputs, outputs);
            }
        }
    }

    private static Batch block(Batch batch, int from) {
        return batch.size() <= BLOCK
                ? batch
                : new Batch(batch.examples(), batch.order(), batch.from() + from, Math.min(BLOCK, batch.size() - from));
    }

    @Override
    public void loadWeights(double[] from) {
        int at = 0;
        for (Layer layer : layers) {
            System.arraycopy(from, at, layer.w, 0, layer.w.length);
            at += layer.w.length;
        }
    }

    @Override
    public void readWeights(double[] into) {
        int at = 0;
        for (Layer layer : layers) {
            System.arraycopy(layer.w, 0, into, at, layer.w.length);
            at += layer.w.length;
        }
    }

    @Override
    public boolean readWeights(int from, int n, double[] into) {
        int at = 0;
        for (Layer layer : layers) {
            int first = Math.max(from, at);
            int end = Math.min(from + n, at + layer.w.length);
            if (first < end) {
                System.arraycopy(layer.w, first - at, into, first - from, end - first);
            }
            at += layer.w.length;
        }
        return true;
    }

    /** What the last step left behind, computed again from its inputs and deltas where it was not kept, or not as it was. */
    @Override
    public void readGradient(double[] into) {
        if (lastBatchSize == 0) {
            throw new IllegalStateException("the gradient is that of a step: ask for it right after one");
        }
        int at = 0;
        for (Layer layer : layers) {
            boolean isKept = gradientKept && layer.lossAlone;
            double[] g = at == 0 && !isKept ? into : layer.g; // the first layer's is made where it is wanted
            if (!isKept) {
                gradient(layer, lastBatchSize, g);
            }
            System.arraycopy(g, 0, into, at, layer.w.length);
            at += layer.w.length;
        }
    }

    @Override
    public boolean readSums(int layer, double[][] into) {
        for (int e = 0; e < lastBatchSize; e++) {
            System.arraycopy(layers[layer].z[e], 0, into[e], 0, layers[layer].units);
        }
        return lastBatchSize > 0;
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.of(new ScalarRule(spec, n, Optional.empty()));
    }
}
