package lockstep.dl4j;

import lockstep.model.Engine;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/** A DL4J updater by itself, for weights that belong to no network. */
final class UpdaterRule implements Engine.Rule {

    private final INDArray gradient;
    private final Numbers numbers;
    private final GradientUpdater<?> updater;
    private final int stepsPerEpoch;
    private int iteration; // 0 at the first step

    UpdaterRule(IUpdater config, DataType type, int stepsPerEpoch, int n) {
        this.stepsPerEpoch = stepsPerEpoch;
        this.gradient = Nd4j.createUninitialized(type, n);
        this.numbers = new Numbers(gradient);
        this.updater = config.instantiate(newState(config, type, n), true);
    }

    /** Null for an updater that remembers nothing: DL4J's insist on it. */
    private static @Nullable INDArray newState(IUpdater config, DataType type, int n) {
        long size = config.stateSize(n);
        return size == 0 ? null : Nd4j.createUninitialized(type, size);
    }

    @Override
    public void step(double[] gradientIn, double[] update) {
        numbers.write(gradientIn, 0, 0, gradientIn.length);
        Deallocation.arraysInUse().lock();
        try {
            updater.applyUpdater(gradient, iteration, iteration / stepsPerEpoch);
        } finally {
            Deallocation.arraysInUse().unlock();
        }
        numbers.read(0, update, 0, update.length);
        iteration++;
    }
}
