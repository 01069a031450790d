package lockstep.diagnosis;

import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.PythonRandom;
import lockstep.scalar.ScalarNetwork;

/** A right program that rounds otherwise: after each step about half of its weights are one unit in the last place away. */
final class Jittery implements Engine {

    private final ScalarNetwork inner;
    private final double[] weights;
    private final PythonRandom random = new PythonRandom(1);

    Jittery(NetworkSpec spec) {
        this.inner = new ScalarNetwork(spec);
        this.weights = new double[spec.weightCount()];
    }

    @Override
    public void loadWeights(double[] newWeights) {
        inner.loadWeights(newWeights);
    }

    @Override
    public void readWeights(double[] into) {
        inner.readWeights(into);
    }

    @Override
    public double step(Batch batch) {
        double loss = inner.step(batch);
        inner.readWeights(weights);
        for (int i = 0; i < weights.length; i++) {
            double draw = random.random();
            // A weight of exactly 0 stays: only sums are rounded.
            if (weights[i] != 0.0 && draw < 0.5) {
                weights[i] = draw < 0.25 ? Math.nextUp(weights[i]) : Math.nextDown(weights[i]);
            }
        }
        inner.loadWeights(weights);
        return loss;
    }

    @Override
    public void readGradient(double[] into) {
        throw new UnsupportedOperationException("the weights were moved since");
    }

    @Override
    public double loss(Batch batch) {
        return inner.loss(batch);
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        inner.readOutputs(batch, into);
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return inner.newRule(n);
    }
}
