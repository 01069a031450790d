package lockstep.scalar;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.optim.Step;

/**
 * Back-propagation in nested loops: bpnn.py, by Neil Schemenauer, for any number of layers. Read this page first. It has no
 * thought for speed; {@link ScalarNetwork} computes the same bits faster.
 *
 * <p>Layers are counted by {@code l}, what comes into a layer by {@code i}, its units by {@code j}:
 *
 * <pre>
 *   x[l][i]        what comes into layer l, and last a 1 if the layer has biases; x[depth] is the network's answer
 *   w[l][i][j]     the weight from there to unit j; the row of that 1 are the biases
 *   z[l][j]        the unit's weighted sum; its output f(z[l][j]) is x[l + 1][j]
 *   delta[l][j]    dLoss/dz[l][j], of one example
 *   g[l][i][j]     dLoss/dw[l][i][j], of the whole batch
 *   memory[l][i]   what the optimizer remembers of the row of weights w[l][i]
 * </pre>
 *
 * <table>
 * <caption>Where to find what bpnn.py has</caption>
 * <tr><th>bpnn.py</th><th>here</th></tr>
 * <tr><td>{@code ai, ah, ao}</td><td>{@code x[0], x[1], x[2]}</td></tr>
 * <tr><td>{@code ai[-1] = 1.0}, the bias</td><td>the last {@code x} of a layer that has biases is always 1</td></tr>
 * <tr><td>{@code wi[i][j], wo[j][k]}</td><td>{@code w[0][i][j], w[1][j][k]}</td></tr>
 * <tr><td>{@code ci, co}</td><td>{@code memory}, which belongs to the optimizer</td></tr>
 * <tr><td>{@code update(inputs)}</td><td>{@link #forward}</td></tr>
 * <tr><td>{@code backPropagate(targets, N, M)}</td><td>{@link #backPropagate}, then {@link #updateWeights}</td></tr>
 * <tr><td>{@code hidden_deltas, output_deltas}</td><td>{@code delta[0], delta[1]}: uphill here, downhill there</td></tr>
 * <tr><td>{@code change = hidden_deltas[j]*ai[i]}</td><td>{@link #addGradient}, of the deltas' sign</td></tr>
 * <tr><td>{@code sigmoid, dsigmoid}</td><td>{@link SmoothActivation#TANH}</td></tr>
 * <tr><td>{@code train(patterns)}</td><td>{@link #step}, for each batch</td></tr>
 * </table>
 *
 * <p>bpnn.py updates after every pattern; here a step takes a batch of examples, and a batch of one is bpnn.py's case.
 * Penalties and clipping, which bpnn.py does not have, are in {@link #updateWeights}.
 */
final class PlainNetwork {

    private final NetworkSpec spec;
    private final int depth;
    private final Activation output;
    private final ActivationFunction[] f;
    private final LearningRates.Rates rates;
    private final Step step = new Step();

    private final double[][] x;
    private final double[][] z;
    private final double[][] delta;
    private final double[][][] w;
    private final double[][][] g;
    private final double[][][][] memory;

    /** @param weights all of them, layer after layer and row after row */
    PlainNetwork(NetworkSpec spec, double[] weights) {
        this.spec = spec;
        this.depth = spec.layers().size();
        this.output = spec.layers().get(depth - 1).activation();
        this.f = new ActivationFunction[depth];
        this.rates = LearningRates.of(spec);
        this.x = new double[depth + 1][];
        this.z = new double[depth][];
        this.delta = new double[depth][];
        this.w = new double[depth][][];
        this.g = new double[depth][][];
        this.memory = new double[depth][][][];
        int next = 0;
        for (int l = 0; l < depth; l++) {
            LayerSpec layer = spec.layers().get(l);
            int units = layer.units();
            int rows = spec.inputsOf(l) + (layer.bias() ? 1 : 0);
            f[l] = FlatSpot.of(layer.activation(), spec.heuristics(), units);
            x[l] = new double[rows];
            x[l][rows - 1] = 1.0; // where there are no biases, an input takes its place
            z[l] = new double[units];
            delta[l] = new double[units];
            w[l] = new double[rows][];
            g[l] = new double[rows][units];
            memory[l] = new double[rows][][];
            for (int i = 0; i < rows; i++) {
                w[l][i] = Arrays.copyOfRange(weights, next, next + units);
                memory[l][i] = spec.optimizer().newState(units);
                next += units;
            }
        }
        x[depth] = new double[spec.outputs()];
    }

    /** Trains one step. Returns the loss of the batch before the update, with the penalties of the weights. */
    double step(Batch batch) {
        double[] inputs = batch.examples().inputValues();
        double[] targets = batch.examples().targetValues();
        double loss = 0.0;
        for (int e = 0; e < batch.size(); e++) {
            int target = batch.row(e) * spec.outputs();
            forward(inputs, batch.row(e) * spec.inputs());
            loss += Losses.value(spec.loss(), output, x[depth], targets, target);
            backPropagate(targets, target);
            addGradient(e == 0);
        }
        if (spec.reduction() == Reduction.MEAN) {
            loss /= batch.size();
            Stream.of(g).flatMap(Stream::of).forEach(row -> Arrays.setAll(row, j -> row[j] / batch.size()));
        }
        for (int l = 0; l < depth; l++) {
            loss += penalty(l);
        }
        updateWeights();
        return loss;
    }

    /** {@code z[j] = sum over i of x[i] * w[i][j]}, then {@code y[j] = f(z[j])}, the x of the next layer. */
    private void forward(double[] inputs, int at) {
        System.arraycopy(inputs, at, x[0], 0, spec.inputs());
        for (int l = 0; l < depth; l++) {
            for (int j = 0; j < z[l].length; j++) {
                z[l][j] = 0.0;
                for (int i = 0; i < x[l].length; i++) {
                    z[l][j] += x[l][i] * w[l][i][j];
                }
            }
            f[l].apply(z[l], x[l + 1]);
        }
    }

    /**
     * From the answer back, by the chain rule: {@code delta[i] = error[i] * f'(z[i])}, where {@code error[i]} is dLoss/dy[i]. For
     * the last layer the loss function knows it. A hidden unit's error is the sum of the deltas that it led to, each by the weight
     * that led there:
     *
     * <pre>
     *   error[i] = sum over j of w[i][j] * delta[j]        (w and delta being those of the next layer)
     * </pre>
     */
    private void backPropagate(double[] targets, int at) {
        int last = depth - 1;
        if (spec.loss() == Loss.CROSS_ENTROPY && output == Activation.SOFTMAX) {
            Losses.errors(x[depth], targets, at, delta[last]); // the two derivatives cancel out
            Losses.forgive(spec.heuristics().errorDeadZone(), x[depth], targets, at, delta[last]);
        } else {
            Losses.derivative(spec.loss(), x[depth], targets, at, delta[last]);
            Losses.forgive(spec.heuristics().errorDeadZone(), x[depth], targets, at, delta[last]);
            f[last].multiplyByDerivative(z[last], x[depth], delta[last]);
        }
        for (int l = last - 1; l >= 0; l--) {
            for (int i = 0; i < delta[l].length; i++) {
                delta[l][i] = 0.0;
                for (int j = 0; j < delta[l + 1].length; j++) {
                    delta[l][i] += w[l + 1][i][j] * delta[l + 1][j];
                }
            }
            f[l].multiplyByDerivative(z[l], x[l + 1], delta[l]);
        }
    }

    /** {@code g[i][j] = sum over the examples of delta[j] * x[i]}: adds the term of one example. */
    private void addGradient(boolean first) {
        for (int l = 0; l < depth; l++) {
            for (int i = 0; i < x[l].length; i++) {
                for (int j = 0; j < delta[l].length; j++) {
                    double term = delta[l][j] * x[l][i];
                    g[l][i][j] = first ? term : g[l][i][j] + term;
                }
            }
        }
    }

    /** Lets the optimizer move the weights, with the step's number, from 1 on, and its learning rate, by the schedule. */
    private void updateWeights() {
        step.next(rates.after(step.t()));
        for (int l = 0; l < depth; l++) {
            int units = delta[l].length;
            double[] clipped = flat(Stream.of(g[l]));
            GradientClipping.apply(spec.layers().get(l).clipping(), clipped, spec.inputsOf(l) * units);
            for (int i = 0; i < w[l].length; i++) {
                update(Arrays.copyOfRange(clipped, i * units, (i + 1) * units), w[l][i], memory[l][i], penalty(l, i));
            }
        }
    }

    /**
     * Moves a row of weights.
     *
     * <pre>
     *   g += l1 * sign(w) + l2 * w                    the penalties that pass through the optimizer
     *   w -= what the optimizer makes of g
     *   w -= learningRate * weightDecay * w           with the w from before the step
     * </pre>
     */
    private void update(double[] g, double[] w, double[][] memory, Penalty penalty) {
        if (penalty.isNone()) {
            spec.optimizer().update(g, w, memory, step);
            return;
        }
        double[] before = w.clone();
        for (int j = 0; j < w.length; j++) {
            g[j] += penalty.l1() * Math.signum(before[j]) + penalty.l2() * before[j];
        }
        spec.optimizer().update(g, w, memory, step);
        for (int j = 0; j < w.length; j++) {
            w[j] -= step.learningRate() * penalty.weightDecay() * before[j];
        }
    }

    /** What the weights of a layer cost: the sum of {@code l1 * |w| + (l2 + weightDecay) / 2 * w^2}. */
    private double penalty(int l) {
        double sum = 0.0;
        for (int i = 0; i < w[l].length; i++) {
            Penalty penalty = penalty(l, i);
            double half = 0.5 * (penalty.l2() + penalty.weightDecay());
            for (double weight : w[l][i]) {
                sum += penalty.l1() * Math.abs(weight) + half * weight * weight;
            }
        }
        return sum;
    }

    private Penalty penalty(int l, int i) {
        LayerSpec layer = spec.layers().get(l);
        return i < spec.inputsOf(l) ? layer.weightPenalty() : layer.biasPenalty();
    }

    /** All the weights, as the constructor takes them. */
    double[] weights() {
        return flat(Stream.of(w).flatMap(Stream::of));
    }

    /** The gradient of the last step, laid out as the weights are: without penalties, and before clipping. */
    double[] gradient() {
        return flat(Stream.of(g).flatMap(Stream::of));
    }

    private static double[] flat(Stream<double[]> rows) {
        return rows.flatMapToDouble(DoubleStream::of).toArray();
    }
}
