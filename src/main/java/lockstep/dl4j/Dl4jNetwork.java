package lockstep.dl4j;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The network of a {@link NetworkSpec} as a Deeplearning4j {@code MultiLayerNetwork} in double precision, as
 * {@link Configurations} describes it.
 *
 * <p>A step does the parts of {@code fit()} one by one, gradient, updater, subtraction, with the same bits as a result. It has
 * to, because after {@code fit()} the gradient is gone, overwritten by the update.
 *
 * <p>NaN and infinity pass through as numbers; nothing is thrown.
 */
public final class Dl4jNetwork implements Engine {

    /** Held wherever DL4J makes arrays of its own: a temporary one must not be freed while native code is using it. */
    private static final Lock ARRAYS_IN_USE = Deallocation.arraysInUse();

    private final NetworkSpec spec;
    private final DataType type;

    /** Whether the process is ours too; a user's ND4J is left as it is. */
    private final boolean ours;

    private final MultiLayerNetwork network;
    private final IUpdater updater;
    private final boolean dividesByBatchSize;
    private final Layout layout;
    private final double[] gradient;
    private final Map<Integer, BatchArrays> arraysBySize = new HashMap<>();
    private final Numbers weights;
    private @Nullable LiveGradient live;
    private @Nullable Numbers ofLive;
    private boolean stepped; // and nothing was looked at since: the gradient is still that of the last step

    /**
     * A network whose weights are all 0: load some.
     *
     * @throws IllegalArgumentException if the optimizer has no twin ({@link Twins}), or DL4J does not train in the precision
     */
    public Dl4jNetwork(NetworkSpec spec) {
        this(spec, true, network(spec), Schedules.updater(spec), Configurations.divideByBatchSize(spec.reduction()));
    }

    /**
     * A network that a user has made: it becomes this engine's.
     *
     * @param updater what moves its weights
     */
    Dl4jNetwork(NetworkSpec spec, MultiLayerNetwork network, IUpdater updater) {
        this(
                spec,
                false,
                network,
                updater,
                network.getLayerWiseConfigurations().getConf(0).isMiniBatch());
    }

    private Dl4jNetwork(
            NetworkSpec spec, boolean ours, MultiLayerNetwork network, IUpdater updater, boolean dividesByBatchSize) {
        this.spec = spec;
        this.ours = ours;
        this.type = Configurations.type(spec.precision());
        this.network = network;
        this.updater = updater;
        this.dividesByBatchSize = dividesByBatchSize;
        this.layout = new Layout(spec);
        this.gradient = new double[spec.weightCount()];
        this.weights = new Numbers(network.params());
    }

    private static MultiLayerNetwork network(NetworkSpec spec) {
        Backend.useOneThread();
        MultiLayerNetwork network = new MultiLayerNetwork(Configurations.of(spec));
        ARRAYS_IN_USE.lock();
        try {
            network.init();
            return network;
        } finally {
            ARRAYS_IN_USE.unlock();
        }
    }

    @Override
    public double step(Batch batch) {
        if (ours) {
            Backend.useOneThread(); // the constructor may have been called by another
            Backend.countStep();
        }
        ARRAYS_IN_USE.lock();
        try {
            double loss = trainedStep(arraysOf(batch), batch.size());
            stepped = true;
            return loss;
        } finally {
            ARRAYS_IN_USE.unlock();
        }
    }

    private double trainedStep(BatchArrays arrays, int batchSize) {
        network.setInput(arrays.inputs);
        network.setLabels(arrays.targets);
        network.computeGradientAndScore();
        double loss = network.score();

        if (live == null || ofLive == null) {
            live = new LiveGradient(network);
            ofLive = new Numbers(live.vector);
        }
        // The sum over the batch, which the updater will change in place.
        if (dividesByBatchSize) {
            layout.readMean(ofLive, gradient, batchSize);
        } else {
            layout.read(ofLive, gradient);
        }
        int iteration = network.getIterationCount();
        network.setEpochCount(iteration / spec.stepsPerEpoch()); // which only fit() on an iterator would count
        network.getUpdater()
                .update(network, live, iteration, network.getEpochCount(), batchSize, LayerWorkspaceMgr.noWorkspaces());
        network.params().subi(live.vector);
        network.setIterationCount(iteration + 1);
        return loss;
    }

    @Override
    public double loss(Batch batch) {
        stepped = false;
        ARRAYS_IN_USE.lock();
        try {
            BatchArrays arrays = arraysOf(batch);
            return network.score(new DataSet(arrays.inputs, arrays.targets), false);
        } finally {
            ARRAYS_IN_USE.unlock();
        }
    }

    @Override
    public void readOutputs(Batch batch, double[] into) {
        stepped = false;
        ARRAYS_IN_USE.lock();
        try {
            INDArray answers = network.output(arraysOf(batch).inputs, false);
            int outputs = spec.outputs();
            for (int e = 0; e < batch.size(); e++) {
                for (int j = 0; j < outputs; j++) {
                    into[e * outputs + j] = answers.getDouble(e, j);
                }
            }
        } finally {
            ARRAYS_IN_USE.unlock();
        }
    }

    @Override
    public void loadWeights(double[] from) {
        layout.write(from, weights);
    }

    @Override
    public void readWeights(double[] into) {
        layout.read(weights, into);
    }

    @Override
    public void readGradient(double[] into) {
        System.arraycopy(gradient(into), 0, into, 0, gradient.length);
    }

    @Override
    public double[] gradient(double[] room) {
        if (!stepped) {
            throw new IllegalStateException("the gradient is that of a step: ask for it right after one");
        }
        return gradient;
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.of(new UpdaterRule(updater, type, spec.stepsPerEpoch(), n));
    }

    @Override
    public void close() {
        arraysBySize.values().forEach(BatchArrays::close);
        arraysBySize.clear();
        // What MultiLayerNetwork.close() does, but for its System.gc(), which takes as long as dozens of steps.
        free(network.params());
        free(network.getGradientsViewArray());
        Updater learning = network.getUpdater(false);
        if (learning != null) {
            free(learning.getStateViewArray());
        }
        if (ours) {
            Backend.countStep();
        }
    }

    private static void free(@Nullable INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }

    private BatchArrays arraysOf(Batch batch) {
        BatchArrays arrays = arraysBySize.computeIfAbsent(
                batch.size(), size -> new BatchArrays(type, size, spec.inputs(), spec.outputs()));
        arrays.fill(batch);
        return arrays;
    }
}
