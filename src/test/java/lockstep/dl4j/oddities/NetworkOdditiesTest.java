package lockstep.dl4j.oddities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/** Without it the oddities page would say of DL4J's networks what somebody once saw. */
class NetworkOdditiesTest {

    /** With x = 0 there is no other gradient: one step takes lr * c * w = 0.1 * 0.5 * 1 off the weight, or twice that. */
    @Test
    void weightDecayOfTheWholeNetworkCountsTwice() {
        MultiLayerNetwork global =
                Nets.line(Nets.doubles().updater(new Sgd(0.1)).weightDecay(0.5), 1.0);
        Nets.fit(global, 0.0, 0.0);
        assertThat(1.0 - Nets.weight(global)).isCloseTo(0.1, within(1e-15));
        assertThat(global.score()).isCloseTo(0.5, within(1e-15));

        MultiLayerNetwork perLayer = new MultiLayerNetwork(Nets.doubles()
                .updater(new Sgd(0.1))
                .list()
                .layer(Nets.output(new LossL2(), Activation.IDENTITY.getActivationFunction())
                        .weightDecay(0.5)
                        .build())
                .build());
        perLayer.init();
        perLayer.setParams(Nets.column(1.0));
        Nets.fit(perLayer, 0.0, 0.0);
        assertThat(1.0 - Nets.weight(perLayer)).isCloseTo(0.05, within(1e-15));
        assertThat(perLayer.score()).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void l2OfTheWholeNetworkCountsOnce() {
        MultiLayerNetwork net = Nets.line(Nets.doubles().updater(new Sgd(0.1)).l2(0.5), 1.0);
        Nets.fit(net, 0.0, 0.0);
        assertThat(1.0 - Nets.weight(net)).isCloseTo(0.05, within(1e-15));
    }

    /** Two examples, each of gradient 2, with l2 on top of their mean: 2 + 0.5 is what the updater sees. */
    @Test
    void theRawGradientIsTheSumOverTheBatchWithoutRegularisation() {
        MultiLayerNetwork net = Nets.line(Nets.doubles().updater(new Sgd(0.1)).l2(0.5), 1.0);
        net.setInput(Nets.column(1.0, 1.0));
        net.setLabels(Nets.column(0.0, 0.0));
        net.computeGradientAndScore();
        assertThat(net.gradient().gradient().getDouble(0)).isEqualTo(4.0);
    }

    @Test
    void afterFitTheGradientIsTheUpdate() {
        MultiLayerNetwork net = Nets.line(new Sgd(0.1), 1.0);
        net.fit(Nets.column(1.0, 1.0), Nets.column(0.0, 0.0));
        assertThat(net.gradient().gradient().getDouble(0)).isCloseTo(0.2, within(1e-15));
        assertThat(1.0 - Nets.weight(net)).isCloseTo(0.2, within(1e-15));
    }

    /** (1 - 0)^2 before the step, 0.64 after it. */
    @Test
    void theScoreAfterFitIsThatBeforeTheStep() {
        MultiLayerNetwork net = Nets.line(new Sgd(0.1), 1.0);
        Nets.fit(net, 1.0, 0.0);
        assertThat(net.score()).isEqualTo(1.0);
        assertThat(Nets.weight(net)).isCloseTo(0.8, within(1e-15));
    }

    @Test
    void aSeedOfZeroIsNoSeed() throws InterruptedException {
        assertThat(startOf(1)).isEqualTo(startOf(1));
        double first = startOf(0);
        Thread.sleep(5); // the clock is what it is seeded with
        assertThat(startOf(0)).isNotEqualTo(first);
    }

    /** Doubles by default do not make a network one of doubles. */
    @Test
    void aNetworkIsOfFloatsUnlessItIsToldOtherwise() {
        DataType before = Nd4j.dataType();
        try {
            Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
            assertThat(Nets.line(new NeuralNetConfiguration.Builder().updater(new Sgd(0.1)), 1.0)
                            .params()
                            .dataType())
                    .isEqualTo(DataType.FLOAT);
        } finally {
            Nd4j.setDefaultDataTypes(before, before);
        }
        assertThat(Nets.line(new Sgd(0.1), 1.0).params().dataType()).isEqualTo(DataType.DOUBLE);
    }

    /** LeCun's is sqrt(3 / 300) = 0.1, DL4J's 3 / sqrt(300) = 0.173: of 30,000 numbers the largest is within 1 % of the bound. */
    @Test
    void lecunUniformIsWiderThanLecuns() {
        MultiLayerNetwork net = new MultiLayerNetwork(Nets.doubles()
                .seed(1)
                .weightInit(WeightInit.LECUN_UNIFORM)
                .list()
                .layer(new OutputLayer.Builder(new LossL2())
                        .nIn(300)
                        .nOut(100)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        net.init();
        assertThat(net.params().amaxNumber().doubleValue()).isCloseTo(3.0 / StrictMath.sqrt(300.0), within(0.00173));
    }

    private static double startOf(long seed) {
        MultiLayerNetwork net = new MultiLayerNetwork(Nets.doubles()
                .seed(seed)
                .list()
                .layer(Nets.output(new LossL2(), Activation.IDENTITY.getActivationFunction())
                        .build())
                .build());
        net.init();
        return Nets.weight(net);
    }
}
