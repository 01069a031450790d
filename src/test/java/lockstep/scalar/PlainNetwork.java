package lockstep.scalar;

import java.util.Arrays;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.optim.Optimizer;
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
        Optimizer optimizer = spec.optimizer();
        step.next(optimizer.learningRate());
        for (int l = 0; l < depth; l++) {
            if (spec.reduction() == Reduction.MEAN) {
                for (int k = 0; k < gradient[l].length; k++) {
                    gradient[l][k] /= batch.size();
                }
            }
            optimizer.update(gradient[l], w[l], state[l], step);
        }
        return spec.reduction() == Reduction.MEAN ? loss / batch.size() : loss;
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
