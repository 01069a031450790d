package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Without it the reason to set penalties and updaters layer by layer would be forgotten: what DL4J does with those that are set
 * for all layers at once. A test that fails here after an update of DL4J says that the reason is gone.
 */
class LayerTermsTest {

    private static final double WEIGHT = 0.5;
    private static final double RATE = 0.1;
    private static final double DECAY = 0.2;

    /** One weight, an input and a target of 0: there is no gradient, so the step and the score are the weight decay's alone. */
    @Test
    void dl4jCountsAWeightDecayTwiceThatIsSetForAllLayers() {
        MultiLayerNetwork once = trained(builder(), layer -> layer.weightDecay(DECAY));
        MultiLayerNetwork twice = trained(builder().weightDecay(DECAY), layer -> {});

        assertThat(decayOf(once)).isCloseTo(RATE * DECAY * WEIGHT, within(1e-15));
        assertThat(once.score()).isCloseTo(0.5 * DECAY * WEIGHT * WEIGHT, within(1e-15));
        assertThat(decayOf(twice)).isCloseTo(2 * RATE * DECAY * WEIGHT, within(1e-15));
        assertThat(twice.score()).isCloseTo(2 * 0.5 * DECAY * WEIGHT * WEIGHT, within(1e-15));
    }

    private static double decayOf(MultiLayerNetwork network) {
        return WEIGHT - network.params().getDouble(0);
    }

    private interface Setting {
        void on(OutputLayer.Builder layer);
    }

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).updater(new Sgd(RATE));
    }

    private static MultiLayerNetwork trained(NeuralNetConfiguration.Builder builder, Setting setting) {
        OutputLayer.Builder layer = new OutputLayer.Builder(new LossMSE())
                .nIn(1)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .hasBias(false);
        setting.on(layer);
        MultiLayerNetwork network =
                new MultiLayerNetwork(builder.list().layer(layer.build()).build());
        network.init();
        network.setParams(Nd4j.create(new double[] {WEIGHT}));
        INDArray zero = Nd4j.create(new double[][] {{0.0}});
        network.fit(zero, zero);
        return network;
    }

    /** What is set on the layer itself keeps it. */
    @Test
    void dl4jsAdaGradLosesItsScheduleWhereItIsCopied() {
        IUpdater scheduled = new AdaGrad(new FixedSchedule(RATE));

        assertThat(scheduled.getLearningRate(0, 0)).isEqualTo(RATE);
        assertThat(scheduled.clone().getLearningRate(0, 0)).isNaN();
    }
}
