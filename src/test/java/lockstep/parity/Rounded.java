package lockstep.parity;

import java.util.Optional;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;

/** A network that keeps its weights, and tells its numbers, in some precision: each is rounded once a step. */
class Rounded extends DelegatingEngine {

    private final Engine rounded;
    private final Precision precision;
    private final double[] weights;

    Rounded(Engine rounded, NetworkSpec network, Precision precision) {
        super(network);
        this.rounded = rounded;
        this.precision = precision;
        this.weights = new double[network.weightCount()];
    }

    @Override
    public void loadWeights(double[] from) {
        rounded.loadWeights(precision.rounded(from));
    }

    @Override
    public void readWeights(double[] into) {
        rounded.readWeights(into);
    }

    @Override
    public double step(Batch batch) {
        double loss = rounded.step(batch);
        rounded.readWeights(weights);
        precision.round(weights);
        rounded.loadWeights(weights);
        return precision.round(loss);
    }

    @Override
    public void readGradient(double[] into) {
        rounded.readGradient(into);
        precision.round(into);
    }

    @Override
    public double loss(Batch batch) {
        return precision.round(rounded.loss(batch));
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        rounded.readOutputs(batch, into);
        precision.round(into);
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.empty();
    }
}
