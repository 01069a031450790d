package lockstep.dl4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The network of a {@link NetworkSpec} as a Deeplearning4j {@code MultiLayerNetwork} in double precision: {@code DenseLayer}s,
 * then an {@code OutputLayer}.
 *
 * <p>A step is taken apart as {@code fit()} would do it, gradient, updater, subtraction, with the same bits as a result. It
 * has to be, because after {@code fit()} the gradient is gone: the update stands in its place.
 *
 * <p>NaN and infinity pass through as numbers; nothing is thrown.
 */
public final class Dl4jNetwork implements Engine {

    /** Held wherever DL4J makes arrays of its own: a temporary one must not be freed while native code is at work on it. */
    private static final Lock ARRAYS_IN_USE = Deallocation.arraysInUse();

    private final NetworkSpec spec;
    private final MultiLayerNetwork network;
    private final Layout layout;
    private final double[] gradient;
    private final Map<Integer, BatchArrays> arraysBySize = new HashMap<>();
    private @Nullable LiveGradient live;

    /**
     * A network whose weights are all 0: load some.
     *
     * @throws IllegalArgumentException if the optimizer has no twin ({@link Twins})
     */
    public Dl4jNetwork(NetworkSpec spec) {
        Backend.useOneThread();
        this.spec = spec;
        this.network = new MultiLayerNetwork(configuration(spec));
        this.layout = new Layout(spec);
        this.gradient = new double[spec.weightCount()];
        ARRAYS_IN_USE.lock();
        try {
            network.init();
        } finally {
            ARRAYS_IN_USE.unlock();
        }
    }

    static MultiLayerConfiguration configuration(NetworkSpec spec) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE) // float otherwise, whatever ND4J's default type
                .miniBatch(divideByBatchSize(spec.reduction()))
                .weightInit(WeightInit.ZERO)
                .trainingWorkspaceMode(WorkspaceMode.NONE) // no faster with them on networks this small
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .list()
                .validateOutputLayerConfig(false); // DL4J refuses some pairs of loss and activation that it can compute
        List<LayerSpec> layers = spec.layers();
        int last = layers.size() - 1;
        for (int number = 0; number < last; number++) {
            boolean bias = layers.get(number).bias();
            list.layer(configured(new DenseLayer.Builder().hasBias(bias), spec, number)
                    .build());
        }
        var output = new OutputLayer.Builder(loss(spec.loss(), spec.outputs()));
        list.layer(
                configured(output.hasBias(layers.get(last).bias()), spec, last).build());
        return list.build();
    }

    private static <B extends FeedForwardLayer.Builder<B>> B configured(B builder, NetworkSpec spec, int number) {
        LayerSpec layer = spec.layers().get(number);
        LayerTerms.set(layer, builder);
        return builder.nIn(spec.inputsOf(number))
                .nOut(layer.units())
                .activation(activation(layer.activation()))
                .updater(Schedules.updater(spec));
    }

    private static IActivation activation(Activation activation) {
        return switch (activation) {
            case IDENTITY -> new ActivationIdentity();
            case SIGMOID -> new ActivationSigmoid();
            case TANH -> new ActivationTanH();
            case RELU -> new ActivationReLU();
            case LEAKY_RELU -> new ActivationLReLU();
            case ELU -> new ActivationELU();
            case SELU -> new ActivationSELU();
            case SOFTPLUS -> new ActivationSoftPlus();
            case SOFTSIGN -> new ActivationSoftSign();
            case HARD_TANH -> new ActivationHardTanH();
            case HARD_SIGMOID -> new ActivationHardSigmoid();
            case CUBE -> new ActivationCube();
            case SWISH -> new ActivationSwish();
            case GELU -> new ActivationGELU();
            case SOFTMAX -> new ActivationSoftmax();
            case STEP -> new StepActivation();
        };
    }

    private static ILossFunction loss(Loss loss, int outputs) {
        return switch (loss) {
            case HALF_SQUARED_ERROR -> new LossL2(Nd4j.valueArrayOf(new long[] {outputs}, 0.5, DataType.DOUBLE));
            case SQUARED_ERROR -> new LossL2();
            case MEAN_SQUARED_ERROR -> new LossMSE();
            case ABSOLUTE_ERROR -> new LossL1();
            case MEAN_ABSOLUTE_ERROR -> new LossMAE();
            case BINARY_CROSS_ENTROPY -> new LossBinaryXENT();
            case CROSS_ENTROPY -> new LossMCXENT();
            case HINGE -> new LossHinge();
        };
    }

    private static boolean divideByBatchSize(Reduction reduction) {
        return switch (reduction) {
            case MEAN -> true;
            case SUM -> false;
        };
    }

    @Override
    public double step(Batch batch) {
        Backend.useOneThread(); // the constructor may have been called by another
        Backend.countStep();
        ARRAYS_IN_USE.lock();
        try {
            return trainedStep(arraysOf(batch), batch.size());
        } finally {
            ARRAYS_IN_USE.unlock();
        }
    }

    private double trainedStep(BatchArrays arrays, int batchSize) {
        network.setInput(arrays.inputs);
        network.setLabels(arrays.targets);
        network.computeGradientAndScore();
        double loss = network.score();

        if (live == null) {
            live = new LiveGradient(network);
        }
        keepGradient(live.vector, batchSize); // the sum over the batch; the updater will change it in place
        int iteration = network.getIterationCount();
        network.setEpochCount(iteration / spec.stepsPerEpoch()); // which only fit() on an iterator would count
        network.getUpdater()
                .update(network, live, iteration, network.getEpochCount(), batchSize, LayerWorkspaceMgr.noWorkspaces());
        network.params().subi(live.vector);
        network.setIterationCount(iteration + 1);
        return loss;
    }

    /** DL4J divides the gradient on the way to the updater, where nobody can see it: here the same is done to the copy. */
    private void keepGradient(INDArray sum, int batchSize) {
        layout.read(sum, gradient);
        if (divideByBatchSize(spec.reduction())) {
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] /= batchSize;
            }
        }
    }

    @Override
    public double loss(Batch batch) {
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
    public void loadWeights(double[] weights) {
        layout.write(weights, network.params());
    }

    @Override
    public void readWeights(double[] into) {
        layout.read(network.params(), into);
    }

    @Override
    public void readGradient(double[] into) {
        System.arraycopy(gradient, 0, into, 0, gradient.length);
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.of(new UpdaterRule(Schedules.updater(spec), spec.stepsPerEpoch(), n));
    }

    @Override
    public void close() {
        arraysBySize.values().forEach(BatchArrays::close);
        arraysBySize.clear();
        // What MultiLayerNetwork.close() does, but for its System.gc(), which takes as long as dozens of steps.
        free(network.params());
        free(network.getGradientsViewArray());
        Updater updater = network.getUpdater(false);
        if (updater != null) {
            free(updater.getStateViewArray());
        }
        Backend.countStep();
    }

    private static void free(@Nullable INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }

    private BatchArrays arraysOf(Batch batch) {
        BatchArrays arrays = arraysBySize.computeIfAbsent(
                batch.size(), size -> new BatchArrays(size, spec.inputs(), spec.outputs()));
        arrays.fill(batch);
        return arrays;
    }
}
