package lockstep.diagnosis;

import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.NetworkSpec;
import lockstep.scalar.ScalarNetwork;

/**
 * A right program that adds in another order: a scalar network whose inputs, units and examples stand the other way round. It is
 * the same function, but most of its sums are rounded otherwise.
 */
final class Reversed implements Engine {

    private final NetworkSpec spec;
    private final ScalarNetwork inner;

    Reversed(NetworkSpec spec) {
        this.spec = spec;
        this.inner = new ScalarNetwork(spec);
    }

    @Override
    public void loadWeights(double[] weights) {
        inner.loadWeights(turned(weights));
    }

    @Override
    public void readWeights(double[] into) {
        double[] weights = new double[into.length];
        inner.readWeights(weights);
        System.arraycopy(turned(weights), 0, into, 0, into.length);
    }

    @Override
    public double step(Batch batch) {
        return inner.step(turned(batch));
    }

    @Override
    public void readGradient(double[] into) {
        double[] gradient = new double[into.length];
        inner.readGradient(gradient);
        System.arraycopy(turned(gradient), 0, into, 0, into.length);
    }

    @Override
    public double loss(Batch batch) {
        return inner.loss(turned(batch));
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return inner.newRule(n);
    }

    /** Rows and columns of every layer the other way round; the bias row stays the last. Twice is as before. */
    private double[] turned(double[] weights) {
        double[] turned = new double[weights.length];
        for (int l = 0; l < spec.layers().size(); l++) {
            int inputs = spec.inputsOf(l);
            int units = spec.layers().get(l).units();
            int rows = spec.layers().get(l).rows(inputs);
            int at = spec.offset(l);
            for (int i = 0; i < rows; i++) {
                int to = i < inputs ? inputs - 1 - i : i;
                for (int j = 0; j < units; j++) {
                    turned[at + to * units + units - 1 - j] = weights[at + i * units + j];
                }
            }
        }
        return turned;
    }

    private static Batch turned(Batch batch) {
        Examples examples = batch.examples();
        int[] order = new int[batch.size()];
        for (int e = 0; e < order.length; e++) {
            order[e] = batch.row(order.length - 1 - e);
        }
        Examples turned = new Examples(
                examples.size(),
                examples.inputs(),
                examples.outputs(),
                turned(examples.inputValues(), examples.inputs()),
                turned(examples.targetValues(), examples.outputs()));
        return new Batch(turned, order, 0, order.length);
    }

    /** Each row the other way round. */
    private static double[] turned(double[] values, int width) {
        double[] turned = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            turned[k / width * width + width - 1 - k % width] = values[k];
        }
        return turned;
    }
}
