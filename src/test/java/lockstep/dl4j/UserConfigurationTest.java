package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Penalty;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Schedule;
import lockstep.optim.Adam;
import lockstep.optim.Nesterov;
import lockstep.optim.OptimizerKind;
import lockstep.scalar.LearningRates;
import lockstep.scalar.ScalarNetwork;
import lockstep.upkeep.RandomRuns;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Without it a user's own network could be held against another one, and blamed for it, or refused without a reason. */
class UserConfigurationTest {

    /** What a config says of starts and epochs does not stand in DL4J's configuration. */
    private static NetworkSpec withoutStarts(NetworkSpec spec) {
        return spec.withLayers(spec.layers().stream()
                .map(layer -> new LayerSpec(
                        layer.units(),
                        layer.activation(),
                        layer.bias(),
                        new Init.Constant(0.0),
                        layer.weightPenalty(),
                        layer.biasPenalty(),
                        layer.clipping()))
                .toList());
    }

    /** Whatever a config can ask for. A table and a cycle come back as other factors of another rate: the same at every step. */
    @Test
    void thereAndBackIsTheSame() {
        thereAndBack(200);
    }

    @Tag("exhaustive")
    @Test
    void thereAndBackIsTheSameForMany() {
        thereAndBack(5_000);
    }

    private static void thereAndBack(int seeds) {
        RandomRuns runs = new RandomRuns(OptimizerKind.ALL, ScalarNetwork::new, 1);
        for (int seed = 0; seed < seeds; seed++) {
            NetworkSpec drawn = runs.of(seed).network().withHeuristics(Heuristics.NONE);
            NetworkSpec spec = withoutStarts(seed % 3 == 0 ? drawn.in(Precision.FLOAT) : drawn);

            NetworkSpec read = UserConfiguration.read(Configurations.of(spec), spec.stepsPerEpoch(), true);

            read = read.withSchedule(
                    read.schedule(), spec.stepsPerEpoch()); // nobody counts epochs unless the schedule does
            if (spec.schedule().toString().matches(".*(Table|Cycle).*")) {
                LearningRates.Rates expected = LearningRates.of(spec);
                LearningRates.Rates found = LearningRates.of(read);
                for (int step = 0; step < 60; step++) {
                    // A factor and its quotient: two roundings, and of floats where the rate is one.
                    assertThat(found.after(step))
                            .as("seed " + seed)
                            .isCloseTo(expected.after(step), withinPercentage(2e-5));
                }
                read = read.withOptimizer(spec.optimizer()).withSchedule(spec.schedule(), spec.stepsPerEpoch());
            }
            assertThat(read).as("seed " + seed).isEqualTo(spec);
        }
    }

    /** DL4J's quickstart, "MNIST single layer": of its builder's values each has a word. */
    @Test
    void theQuickstart() {
        MultiLayerConfiguration quickstart = new NeuralNetConfiguration.Builder()
                .seed(123)
                .updater(new Nesterovs(0.006, 0.9))
                .l2(1e-4)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(784)
                        .nOut(100)
                        .activation(org.nd4j.linalg.activations.Activation.RELU)
                        .weightInit(WeightInit.XAVIER)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                        .nIn(100)
                        .nOut(10)
                        .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                        .weightInit(WeightInit.XAVIER)
                        .build())
                .build();

        Penalty l2 = new Penalty(0.0, 1e-4, 0.0);
        assertThat(UserConfiguration.read(quickstart, 1, true))
                .isEqualTo(new NetworkSpec(
                                784,
                                List.of(
                                        new LayerSpec(
                                                100,
                                                Activation.RELU,
                                                true,
                                                Init.Scheme.XAVIER,
                                                l2,
                                                Penalty.NONE,
                                                Clipping.NONE),
                                        new LayerSpec(
                                                10,
                                                Activation.SOFTMAX,
                                                true,
                                                Init.Scheme.XAVIER,
                                                l2,
                                                Penalty.NONE,
                                                Clipping.NONE)),
                                Loss.CROSS_ENTROPY,
                                Reduction.MEAN,
                                new Nesterov(0.006, 0.9))
                        .in(Precision.FLOAT));
    }

    @Test
    void layersForActivationAndLossAreOneLayerOfOurs() {
        MultiLayerConfiguration apart = builder(new Sgd(0.5))
                .layer(new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(4)
                        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                        .l1(0.25)
                        .build())
                .layer(new ActivationLayer.Builder()
                        .activation(org.nd4j.linalg.activations.Activation.TANH)
                        .build())
                .layer(new DropoutLayer.Builder(1.0).nIn(4).nOut(4).build())
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(2)
                        .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                        .build())
                .layer(new LossLayer.Builder(LossFunction.MSE)
                        .activation(org.nd4j.linalg.activations.Activation.SIGMOID)
                        .build())
                .build();

        NetworkSpec read = read(apart);

        assertThat(read.shape()).isEqualTo("3-4-2");
        assertThat(read.layers())
                .extracting(LayerSpec::activation)
                .containsExactly(Activation.TANH, Activation.SIGMOID);
        assertThat(read.layers().get(0).weightPenalty()).isEqualTo(new Penalty(0.25, 0.0, 0.0));
        assertThat(read.loss()).isEqualTo(Loss.MEAN_SQUARED_ERROR);
    }

    /** In 1.0.0-M2.1 a weight decay of the whole network stands on each layer twice, and is applied twice (docs/dl4j-oddities.md). */
    @Test
    void aDecayThatStandsThereTwiceCountsTwice() {
        MultiLayerConfiguration doubled = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .weightDecay(0.125)
                .list()
                .layer(output().build())
                .build();

        assertThat(read(doubled).layers().get(0).weightPenalty()).isEqualTo(new Penalty(0.0, 0.0, 0.25));
    }

    /** The distributions of DL4J's names (facts: section "Weight initialisation" of its documentation, and its sources). */
    @Test
    void startsThatHaveAWord() {
        assertThat(init(new DenseLayer.Builder().weightInit(WeightInit.RELU))).isEqualTo(Init.Scheme.HE);
        assertThat(init(new DenseLayer.Builder().weightInit(WeightInit.NORMAL))).isEqualTo(Init.Scheme.LECUN_NORMAL);
        assertThat(init(new DenseLayer.Builder().weightInit(WeightInit.LECUN_UNIFORM)))
                .isEqualTo(Init.Scheme.LECUN_UNIFORM);
        assertThat(init(new DenseLayer.Builder().weightInit(WeightInit.ONES))).isEqualTo(new Init.Constant(1.0));
        assertThat(init(new DenseLayer.Builder().weightInit(new NormalDistribution(0.0, 0.25))))
                .isEqualTo(new Init.Normal(0.25));
        assertThat(init(new DenseLayer.Builder().hasBias(false).weightInit(new UniformDistribution(-0.5, 0.25))))
                .isEqualTo(new Init.Uniform(-0.5, 0.25));
        MultiLayerConfiguration biased =
                builder(new Sgd(0.5)).layer(output().biasInit(0.5).build()).build();
        assertThatThrownBy(() -> UserConfiguration.read(biased, 1, true)).hasMessageContaining("biases of 0.5");
        assertThat(read(biased).layers().get(0).init()).isEqualTo(new Init.Constant(0.0)); // where it does not matter
    }

    private static Init init(DenseLayer.Builder first) {
        MultiLayerConfiguration conf = builder(new Sgd(0.5))
                .layer(first.nIn(2).nOut(2).build())
                .layer(output().build())
                .build();
        return UserConfiguration.read(conf, 1, true).layers().get(0).init();
    }

    /** A learning rate by a table keeps the user's own numbers. */
    @Test
    void ratesOfATable() {
        MapSchedule table = new MapSchedule.Builder(ScheduleType.ITERATION)
                .add(0, 0.3)
                .add(7, 0.1)
                .build();
        NetworkSpec read = read(builder(new org.nd4j.linalg.learning.config.Adam(table))
                .layer(output().build())
                .build());

        assertThat(read.optimizer()).isEqualTo(new Adam(1.0));
        assertThat(((Schedule.Table) read.schedule()).factors())
                .containsEntry(0, 0.3)
                .containsEntry(7, 0.1);
    }

    @Test
    void allThatHasNoWordIsNamedAtOnce() {
        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT16)
                .updater(new Sgd(0.5))
                .list()
                .layer(new DenseLayer.Builder()
                        .name("first")
                        .nIn(4)
                        .nOut(4)
                        .dropOut(0.5)
                        .weightNoise(new DropConnect(0.5))
                        .build())
                .layer(new LSTM.Builder().name("second").nIn(4).nOut(4).build())
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .updater(new Sgd(0.25))
                        .constrainWeights(new NonNegativeConstraint())
                        .build())
                .layer(new OutputLayer.Builder(new LossMCXENT(Nd4j.create(new double[] {1, 2})))
                        .nIn(4)
                        .nOut(2)
                        .activation(new ActivationELU(0.5))
                        .build())
                .validateOutputLayerConfig(false)
                .backpropType(BackpropType.TruncatedBPTT)
                .build();

        assertThatThrownBy(() -> read(conf))
                .isInstanceOf(UnsupportedNetworkException.class)
                .message()
                .satisfies(message -> {
                    assertThat(message)
                            .startsWith(
                                    "Lockstep cannot check this network:\n  layer 1, `first` (DenseLayer), weightNoise: found DropConnect, expected none");
                    assertThat(message.lines())
                            .anyMatch(line ->
                                    line.startsWith("  layer 1, `first` (DenseLayer), dropOut: found Dropout("));
                    assertThat(message).contains("layer 2, `second` (LSTM): Lockstep checks dense and output layers");
                    assertThat(message)
                            .contains("layer 3, `layer2` (DenseLayer), updater: found Sgd(learningRate=0.25");
                    assertThat(message).contains("layer 3, `layer2` (DenseLayer), constraints: found [");
                    assertThat(message).contains("layer 4, `layer3` (OutputLayer), activation: found elu(alpha=0.5)");
                    assertThat(message).contains("layer 4, `layer3` (OutputLayer), lossFn: found LossMCXENT");
                    assertThat(message).contains("dataType: found HALF, expected DOUBLE or FLOAT");
                    assertThat(message).contains("backpropType: found TruncatedBPTT, expected Standard");
                    assertThat(message).contains("inputPreProcessor of layer");
                });
    }

    /** Its equal says that it is equal to the right one: nobody who overrides a method thinks of that. */
    @SuppressWarnings("serial")
    private static final class MyRelu extends ActivationReLU {}

    @SuppressWarnings("serial")
    private static final class MySgd extends Sgd {
        MySgd() {
            super(0.5);
        }
    }

    @Test
    void aClassOfTheUsersOwnIsNoTwinOfAnything() {
        assertThatThrownBy(() -> read(builder(new Sgd(0.5))
                        .layer(output().activation(new MyRelu()).build())
                        .build()))
                .hasMessageContaining("MyRelu), expected one of DL4J's own");
        assertThatThrownBy(() -> read(builder(new Sgd(0.5))
                        .layer(output().updater(new MySgd()).build())
                        .build()))
                .hasMessageContaining("updater: found ");
        assertThatThrownBy(() -> read(builder(new Nesterovs(
                                0.1,
                                new MapSchedule.Builder(ScheduleType.ITERATION)
                                        .add(0, 0.5)
                                        .build()))
                        .layer(output().build())
                        .build()))
                .hasMessageContaining("with constant hyper-parameters");
    }

    @Test
    void otherKindsOfLayer() {
        Layer[] refused = {
            new ConvolutionLayer.Builder(2, 2).nIn(1).nOut(2).build(),
            new BatchNormalization.Builder().nOut(4).build(),
            new EmbeddingLayer.Builder().nIn(4).nOut(4).build(),
            new RnnOutputLayer.Builder(LossFunction.MSE).nIn(4).nOut(2).build(),
        };
        for (Layer layer : refused) {
            assertThatThrownBy(() -> read(builder(new Sgd(0.5)).layer(layer).build()))
                    .hasMessageContaining(
                            "(" + layer.getClass().getSimpleName() + "): Lockstep checks dense and output layers");
        }
        assertThatThrownBy(() -> read(builder(new Sgd(0.5))
                        .layer(new FrozenLayer(
                                new DenseLayer.Builder().nIn(2).nOut(2).build()))
                        .layer(output().build())
                        .build()))
                .hasMessageContaining("(FrozenLayer): a frozen layer does not learn");
        assertThatThrownBy(() -> read(builder(new Sgd(0.5))
                        .layer(new DenseLayer.Builder().nIn(2).nOut(2).build())
                        .build()))
                .hasMessageContaining("ends without a loss");
        assertThatThrownBy(() -> read(builder(new Sgd(0.5))
                        .layer(new DenseLayer.Builder().nIn(2).nOut(2).build())
                        .layer(new ActivationLayer.Builder()
                                .activation(org.nd4j.linalg.activations.Activation.TANH)
                                .build())
                        .layer(output().build())
                        .build()))
                .hasMessageContaining("activation: found tanh, expected identity");
    }

    private static NeuralNetConfiguration.ListBuilder builder(IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(updater)
                .list();
    }

    private static OutputLayer.Builder output() {
        return new OutputLayer.Builder(LossFunction.MSE)
                .nIn(2)
                .nOut(2)
                .activation(org.nd4j.linalg.activations.Activation.IDENTITY);
    }

    private static NetworkSpec read(MultiLayerConfiguration conf) {
        return UserConfiguration.read(conf, 1, false);
    }
}
