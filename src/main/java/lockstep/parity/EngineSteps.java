package lockstep.parity;

import lockstep.model.Batch;
import lockstep.model.BatchStream;
import lockstep.model.Engine;
import lockstep.model.Engine.Ability;
import lockstep.model.TrainingSteps;
import org.jspecify.annotations.Nullable;

/** The steps that an engine makes when it is asked to. */
final class EngineSteps implements TrainingSteps {

    private final Engine engine;
    private final BatchStream batches;
    private final double[] gradient;

    /** Of the last step, and of the one before it, by turns. */
    private final double[][] weights;

    private int made;
    private double loss = Double.NaN;

    /** @param weights to start from */
    EngineSteps(Engine engine, double[] weights, BatchStream batches) {
        this.engine = engine;
        this.batches = batches;
        this.gradient = new double[weights.length];
        this.weights = new double[2][weights.length];
        engine.loadWeights(weights);
    }

    @Override
    public @Nullable Batch next() {
        Batch batch = batches.next();
        if (batch != null) {
            loss = engine.step(batch);
            made++;
        }
        return batch;
    }

    @Override
    public double loss() {
        return loss;
    }

    @Override
    public double @Nullable [] gradient() {
        if (!engine.can(Ability.READ_GRADIENT)) {
            return null;
        }
        return engine.gradient(gradient);
    }

    @Override
    public double @Nullable [] weights() {
        if (!engine.can(Ability.READ_WEIGHTS)) {
            return null;
        }
        double[] into = weights[made % 2];
        engine.readWeights(into);
        return into;
    }
}
