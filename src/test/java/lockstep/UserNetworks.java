package lockstep;

import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** What users of DL4J write: its quickstart, right, and with one thing wrong. */
final class UserNetworks {

    static final int INPUTS = 20;
    static final int HIDDEN = 12;
    static final int OUTPUTS = 4;

    private UserNetworks() {}

    /** DL4J's quickstart, "MNIST single layer", in small; a change of its three builders is made last. */
    static MultiLayerConfiguration quickstart(
            DataType type,
            Consumer<NeuralNetConfiguration.Builder> ofAll,
            Consumer<DenseLayer.Builder> ofHidden,
            Consumer<OutputLayer.Builder> ofOutput) {
        return quickstart(type, INPUTS, HIDDEN, OUTPUTS, ofAll, ofHidden, ofOutput);
    }

    static MultiLayerConfiguration quickstart(
            DataType type,
            int inputs,
            int units,
            int outputs,
            Consumer<NeuralNetConfiguration.Builder> ofAll,
            Consumer<DenseLayer.Builder> ofHidden,
            Consumer<OutputLayer.Builder> ofOutput) {
        var all = new NeuralNetConfiguration.Builder()
                .seed(123)
                .dataType(type)
                .updater(new Nesterovs(0.006, 0.9))
                .l2(1e-4);
        ofAll.accept(all);
        var hidden = new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(units)
                .activation(Activation.RELU)
                .weightInit(WeightInit.XAVIER);
        ofHidden.accept(hidden);
        var output = new OutputLayer.Builder(new LossMCXENT())
                .nIn(units)
                .nOut(outputs)
                .activation(Activation.SOFTMAX)
                .weightInit(WeightInit.XAVIER);
        ofOutput.accept(output);
        return all.list()
                .layer(hidden.build())
                .layer(output.build())
                .validateOutputLayerConfig(false)
                .build();
    }

    static MultiLayerConfiguration quickstart(DataType type) {
        return quickstart(type, all -> {}, hidden -> {}, output -> {});
    }

    static MultiLayerNetwork network(MultiLayerConfiguration conf) {
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    /** Random rows, each of a random class. */
    static DataSet data(DataType type, int rows, int inputs, int outputs) {
        org.nd4j.linalg.api.rng.Random random = Nd4j.getRandomFactory().getNewRandomInstance(5);
        INDArray classes = Nd4j.zeros(type, rows, outputs);
        for (int row = 0; row < rows; row++) {
            classes.putScalar(row, random.nextInt(outputs), 1.0);
        }
        return new DataSet(Nd4j.rand(random, new long[] {rows, inputs}).castTo(type), classes);
    }

    /** The same as one reads it from an iterator: batches are views of it. */
    static DataSetIterator batches(DataSet data, int size) {
        return new ListDataSetIterator<>(data.asList(), size);
    }

    /** Leaky below 0, and its author forgot that in the derivative. */
    static final class WrongDerivative extends BaseActivationFunction {

        private static final long serialVersionUID = 1L;

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return Transforms.leakyRelu(in, 0.01, false);
        }

        @Override
        public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
            return new Pair<>(in.gt(0.0).castTo(in.dataType()).mul(epsilon), null);
        }
    }

    /** Cross-entropy, with the gradient of the squared error. */
    static final class WrongGradient extends LossMCXENT {

        private static final long serialVersionUID = 1L;

        @Override
        public INDArray computeGradient(INDArray labels, INDArray sums, IActivation output, INDArray mask) {
            INDArray answers = output.getActivation(sums.dup(), true);
            return output.backprop(sums, answers.sub(labels)).getFirst();
        }
    }

    /** Nesterov's momentum by a user: its update looks ahead, or, which is the heavy ball's, its author forgot that. */
    static final class OwnNesterovs implements IUpdater {

        private static final long serialVersionUID = 1L;

        private final double rate;
        private final double momentum;
        private final boolean looksAhead;

        @JsonCreator
        OwnNesterovs(
                @JsonProperty("rate") double rate,
                @JsonProperty("momentum") double momentum,
                @JsonProperty("looksAhead") boolean looksAhead) {
            this.rate = rate;
            this.momentum = momentum;
            this.looksAhead = looksAhead;
        }

        @Override
        public long stateSize(long weights) {
            return weights;
        }

        @Override
        public GradientUpdater<OwnNesterovs> instantiate(INDArray view, boolean initialize) {
            if (initialize) {
                view.assign(0.0);
            }
            return new Rule(this, view);
        }

        @Override
        public GradientUpdater<OwnNesterovs> instantiate(Map<String, INDArray> state, boolean initialize) {
            return instantiate(state.get("V"), initialize);
        }

        @Override
        @SuppressWarnings("MethodDoesntCallSuperMethod")
        public OwnNesterovs clone() {
            return new OwnNesterovs(rate, momentum, looksAhead);
        }

        @Override
        public double getLearningRate(int iteration, int epoch) {
            return rate;
        }

        @Override
        public boolean hasLearningRate() {
            return true;
        }

        @Override
        public void setLrAndSchedule(double newRate, ISchedule schedule) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OwnNesterovs that
                    && rate == that.rate
                    && momentum == that.momentum
                    && looksAhead == that.looksAhead;
        }

        @Override
        public int hashCode() {
            return Double.hashCode(rate);
        }
    }

    private record Rule(OwnNesterovs config, INDArray velocity) implements GradientUpdater<OwnNesterovs> {

        @Override
        public OwnNesterovs getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {}

        @Override
        public Map<String, INDArray> getState() {
            return Map.of("V", velocity);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {}

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            velocity.muli(config.momentum).addi(gradient.muli(config.rate));
            gradient.addi(velocity.mul(config.momentum));
            if (!config.looksAhead) {
                gradient.assign(velocity);
            }
        }
    }

    /** One thing that a user has wrong, or has changed, against what was meant. */
    enum Fault {
        L2_ON_BIASES,
        EPSILON,
        WRONG_DERIVATIVE,
        WRONG_GRADIENT,
        UPDATER_WITH_A_BUG;

        MultiLayerConfiguration wrong(DataType type) {
            return switch (this) {
                case L2_ON_BIASES ->
                    quickstart(type, all -> {}, hidden -> hidden.l2Bias(0.01).biasInit(0.5), output -> {});
                case EPSILON ->
                    quickstart(type, all -> all.updater(new Adam(0.01, 0.9, 0.999, 1e-3)), hidden -> {}, output -> {});
                case WRONG_DERIVATIVE ->
                    quickstart(type, all -> {}, hidden -> hidden.activation(new WrongDerivative()), output -> {});
                case WRONG_GRADIENT ->
                    quickstart(type, all -> {}, hidden -> {}, output -> output.lossFunction(new WrongGradient()));
                case UPDATER_WITH_A_BUG ->
                    quickstart(
                            type, all -> all.updater(new OwnNesterovs(0.006, 0.9, false)), hidden -> {}, output -> {});
            };
        }

        MultiLayerConfiguration right(DataType type) {
            return switch (this) {
                case EPSILON -> quickstart(type, all -> all.updater(new Adam(0.01)), hidden -> {}, output -> {});
                case WRONG_DERIVATIVE ->
                    quickstart(type, all -> {}, hidden -> hidden.activation(Activation.LEAKYRELU), output -> {});
                case L2_ON_BIASES, WRONG_GRADIENT, UPDATER_WITH_A_BUG -> quickstart(type);
            };
        }

        /** What is wrong first: the rung of the ladder, and how the quantity is named. */
        String rung() {
            return switch (this) {
                case L2_ON_BIASES -> "locked";
                case EPSILON, UPDATER_WITH_A_BUG -> "rule";
                case WRONG_DERIVATIVE, WRONG_GRADIENT -> "gradient";
            };
        }
    }
}
