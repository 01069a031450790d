package lockstep.parity;

import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.scalar.ScalarNetwork;

/** A right network, in which a test plants what is wrong by overriding a method. */
public class DelegatingEngine implements Engine {

    final NetworkSpec network;
    final ScalarNetwork inner;
    public int steps;

    public DelegatingEngine(NetworkSpec network) {
        this.network = network;
        this.inner = new ScalarNetwork(network);
    }

    @Override
    public void loadWeights(double[] weights) {
        inner.loadWeights(weights);
    }

    @Override
    public void readWeights(double[] into) {
        inner.readWeights(into);
    }

    @Override
    public double step(Batch batch) {
        steps++;
        return inner.step(batch);
    }

    @Override
    public void readGradient(double[] into) {
        inner.readGradient(into);
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
