package lockstep.parity;

import java.math.BigDecimal;
import java.util.function.ToDoubleFunction;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;

/**
 * A right program of one hidden layer of relus and an output without activation, trained by descent on half the squared error, that adds
 * in a way of its own. It shares no loop with the scalar network.
 */
final class Sums extends DelegatingEngine {

    /** Of each sum the last term first. */
    static final ToDoubleFunction<double[]> REVERSED = terms -> {
        double sum = 0.0;
        for (int i = terms.length - 1; i >= 0; i--) {
            sum += terms[i];
        }
        return sum;
    };

    /** Rounded once, as Python's {@code math.fsum} is. */
    static final ToDoubleFunction<double[]> ONCE = terms -> {
        BigDecimal sum = BigDecimal.ZERO;
        for (double term : terms) {
            sum = sum.add(new BigDecimal(term));
        }
        return sum.doubleValue();
    };

    private final ToDoubleFunction<double[]> sum;
    private final boolean lossesAlone;
    private final double[] w;
    private final double[] g;

    Sums(NetworkSpec network, ToDoubleFunction<double[]> sum, boolean lossesAlone) {
        super(network);
        if (network.layers().size() != 2 || network.layers().get(0).activation() != Activation.RELU) {
            throw new IllegalArgumentException("not such a network");
        }
        this.sum = sum;
        this.lossesAlone = lossesAlone;
        this.w = new double[network.weightCount()];
        this.g = new double[w.length];
    }

    @Override
    public boolean can(Ability ability) {
        return !lossesAlone;
    }

    @Override
    public void loadWeights(double[] weights) {
        System.arraycopy(weights, 0, w, 0, w.length);
        super.loadWeights(weights);
    }

    @Override
    public void readWeights(double[] into) {
        System.arraycopy(w, 0, into, 0, w.length);
    }

    @Override
    public void readGradient(double[] into) {
        System.arraycopy(g, 0, into, 0, g.length);
    }

    @Override
    public double step(Batch batch) {
        Examples all = batch.examples();
        int inputs = network.inputs();
        int hidden = network.layers().get(0).units();
        int rows = network.layers().get(0).rows(inputs);
        boolean outputBias = network.layers().get(1).bias();
        int out = network.offset(1);
        double[] losses = new double[batch.size()];
        double[][] terms = new double[w.length][batch.size()];
        for (int e = 0; e < batch.size(); e++) {
            double[] x = new double[rows];
            System.arraycopy(all.inputValues(), batch.row(e) * inputs, x, 0, inputs);
            if (rows > inputs) {
                x[inputs] = 1.0;
            }
            double[] h = new double[hidden + (outputBias ? 1 : 0)];
            double[] products = new double[rows];
            for (int j = 0; j < hidden; j++) {
                for (int i = 0; i < rows; i++) {
                    products[i] = x[i] * w[i * hidden + j];
                }
                h[j] = Math.max(0.0, sum.applyAsDouble(products));
            }
            if (outputBias) {
                h[hidden] = 1.0;
            }
            double[] toOutput = new double[h.length];
            for (int j = 0; j < h.length; j++) {
                toOutput[j] = h[j] * w[out + j];
            }
            double error = sum.applyAsDouble(toOutput) - all.targetValues()[batch.row(e)];
            losses[e] = 0.5 * error * error;
            for (int j = 0; j < h.length; j++) {
                terms[out + j][e] = h[j] * error;
            }
            for (int j = 0; j < hidden; j++) {
                double delta = h[j] > 0.0 ? error * w[out + j] : 0.0;
                for (int i = 0; i < rows; i++) {
                    terms[i * hidden + j][e] = x[i] * delta;
                }
            }
        }
        for (int k = 0; k < w.length; k++) {
            g[k] = sum.applyAsDouble(terms[k]) / batch.size();
            w[k] -= network.optimizer().learningRate() * g[k];
        }
        return sum.applyAsDouble(losses) / batch.size();
    }
}
