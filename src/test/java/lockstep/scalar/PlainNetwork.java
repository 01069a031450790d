package lockstep.scalar;

import java.util.Arrays;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Reduction;
import lockstep.optim.Step;

/** Back-propagation as three nested loops, example by example, without a thought for speed: what ScalarNetwork has to equal. */
final class PlainNetwork {

    private final NetworkSpec spec;
    private final int depth;
    private final double[][] w;
    private final double[][][] state;
    private final Step step = new Step();

    /** Of the last step, layer by layer, laid out as the weights are. */
    final double[][] gradient;

    PlainNetwork(NetworkSpec spec, double[] weights) {
        this.spec = spec;
        this.depth = spec.layers().size();
        this.w = new double[depth][];
        this.gradient = new double[depth][];
        this.state = new double[depth][][];
        for (int l = 0; l < depth; l++) {
            w[l] = Arrays.copyOfRange(weights, spec.offset(l), spec.offset(l + 1));
            state[l] = spec.optimizer().newState(w[l].length);
        }
    }

    double step(Batch batch) {
        for (int l = 0; l < depth; l++) {
            gradient[l] = new double[w[l].length];
        }
        double loss = 0.0;
        for (int e = 0; e < batch.size(); e++) {
            loss += example(batch, batch.row(e), e == 0);
        }
        if (spec.reduction() == Reduction.MEAN) {
            loss /= batch.size();
        }
        step.next(spec.optimizer().learningRate());
        for (int l = 0; l < depth; l++) {
            loss += penalty(l);
            if (spec.reduction() == Reduction.MEAN) {
                for (int k = 0; k < gradient[l].length; k++) {
                    gradient[l][k] /= batch.size();
                }
            }
            update(l);
        }
        return loss;
    }

    /** What the weights of a layer cost, as it is written: {@code l1 |w| + (l2 + weightDecay) / 2 w^2}, weight by weight. */
    private double penalty(int l) {
        double sum = 0.0;
        for (int k = 0; k < w[l].length; k++) {
            Penalty penalty = penaltyOf(l, k);
            double half = 0.5 * (penalty.l2() + penalty.weightDecay());
            sum += penalty.l1() * Math.abs(w[l][k]) + half * w[l][k] * w[l][k];
        }
        return sum;
    }

    /** Clips, adds the penalties, lets the optimizer move the weights, and takes off the decay of the weights from before. */
    private void update(int l) {
        double[] g = clipped(l);
        double[] before = w[l].clone();
        for (int k = 0; k < g.length; k++) {
            Penalty penalty = penaltyOf(l, k);
            if (!penalty.equals(Penalty.NONE)) {
                g[k] += penalty.l1() * Math.signum(before[k]) + penalty.l2() * before[k];
            }
        }
        spec.optimizer().update(g, w[l], state[l], step);
        for (int k = 0; k < g.length; k++) {
            w[l][k] -= step.learningRate() * penaltyOf(l, k).weightDecay() * before[k];
        }
    }

    private Penalty penaltyOf(int l, int k) {
        LayerSpec layer = spec.layers().get(l);
        return isBias(l, k) ? layer.biasPenalty() : layer.weightPenalty();
    }

    private boolean isBias(int l, int k) {
        return k >= spec.inputsOf(l) * spec.layers().get(l).units();
    }

    /** The gradient of a layer after clipping: each number by the length of its kind, which is computed for it alone. */
    private double[] clipped(int l) {
        Clipping clipping = spec.layers().get(l).clipping();
        double threshold = clipping.threshold();
        double[] g = gradient[l];
        double[] clipped = g.clone();
        for (int k = 0; k < g.length; k++) {
            double ofLayer = 0.0;
            double ofKind = 0.0;
            for (int other = 0; other < g.length; other++) {
                ofLayer += g[other] * g[other];
                ofKind += isBias(l, other) == isBias(l, k) ? g[other] * g[other] : 0.0;
            }
            clipped[k] = switch (clipping.mode()) {
                case NONE -> g[k];
                case RENORMALIZE_L2_PER_LAYER -> g[k] * (1.0 / orElse(Math.sqrt(ofLayer)));
                case RENORMALIZE_L2_PER_PARAM_TYPE -> g[k] * (1.0 / orElse(Math.sqrt(ofKind)));
                case CLIP_ELEMENT_WISE_ABSOLUTE_VALUE -> Math.max(-threshold, Math.min(threshold, g[k]));
                case CLIP_L2_PER_LAYER ->
                    Math.sqrt(ofLayer) > threshold ? g[k] * (threshold / Math.sqrt(ofLayer)) : g[k];
                case CLIP_L2_PER_PARAM_TYPE ->
                    Math.sqrt(ofKind) > threshold ? g[k] * (threshold / Math.sqrt(ofKind)) : g[k];
            };
        }
        return clipped;
    }

    /** DL4J's length of a gradient that is 0 everywhere. */
    private static double orElse(double length) {
        return length == 0.0 ? 1e-5 : length;
    }

    /** Forward, backward, and the gradient of one example added to that of the batch; of the first, it is that, as in bpnn.py. */
    private double example(Batch batch, int row, boolean first) {
        double[][] x = new double[depth + 1][];
        double[][] z = new double[depth][];
        int inputs = spec.inputs();
        x[0] = Arrays.copyOfRange(batch.examples().inputValues(), row * inputs, (row + 1) * inputs);
        for (int l = 0; l < depth; l++) {
            int units = spec.layers().get(l).units();
            if (spec.layers().get(l).bias()) {
                x[l] = Arrays.copyOf(x[l], x[l].length + 1);
                x[l][x[l].length - 1] = 1.0;
            }
            z[l] = new double[units];
            for (int j = 0; j < units; j++) {
                for (int i = 0; i < x[l].length; i++) {
                    z[l][j] += x[l][i] * w[l][i * units + j];
                }
            }
            x[l + 1] = new double[units];
            ActivationFunction.of(spec.layers().get(l).activation()).apply(z[l], x[l + 1]);
        }
        double[] y = x[depth];
        double[] targets = batch.examples().targetValues();
        double[] delta = new double[y.length];
        Activation output = spec.layers().get(depth - 1).activation();
        boolean cancelled = spec.loss() == Loss.CROSS_ENTROPY && output == Activation.SOFTMAX;
        if (cancelled) {
            Losses.errors(y, targets, row * y.length, delta);
        } else {
            Losses.derivative(spec.loss(), y, targets, row * y.length, delta);
        }
        for (int l = depth - 1; l >= 0; l--) {
            if (l < depth - 1 || !cancelled) {
                ActivationFunction.of(spec.layers().get(l).activation()).multiplyByDerivative(z[l], x[l + 1], delta);
            }
            int units = delta.length;
            double[] error = new double[spec.inputsOf(l)];
            for (int i = 0; i < x[l].length; i++) {
                for (int j = 0; j < units; j++) {
                    double term = delta[j] * x[l][i];
                    gradient[l][i * units + j] = first ? term : gradient[l][i * units + j] + term;
                    if (i < error.length) {
                        error[i] += w[l][i * units + j] * delta[j];
                    }
                }
            }
            delta = error;
        }
        return Losses.value(spec.loss(), output, y, targets, row * y.length);
    }

    /** All the weights, layer after layer. */
    double[] weights() {
        return flat(w);
    }

    double[] gradient() {
        return flat(gradient);
    }

    private static double[] flat(double[][] layers) {
        return Arrays.stream(layers).flatMapToDouble(Arrays::stream).toArray();
    }
}
