package lockstep.dl4j.oddities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/** Without it the oddities page would say of DL4J's networks what somebody once saw. */
class NetworkOdditiesTest {

    /** With x = 0 there is no other gradient: one step takes lr * c * w = 0.1 * 0.5 * 1 off the weight, or twice that. */
    /** A gradient of 2e-23 has a square of 0 in floats; a length of 0 is taken for 1e-5, and the step is 2e-18 instead of 1. */
    @Test
    void inFloatsAShortGradientIsNotRenormalized() {
        assertThat(renormalized(Nets.doubles(), DataType.DOUBLE)).isCloseTo(1.0, within(1e-12));
        assertThat(renormalized(Nets.floats(), DataType.FLOAT)).isCloseTo(2e-18, within(1e-23));
    }

    private static double renormalized(NeuralNetConfiguration.Builder builder, DataType type) {
        builder.updater(new Sgd(1.0)).gradientNormalization(GradientNormalization.RenormalizeL2PerLayer);
        MultiLayerNetwork net = Nets.line(builder, 0.0);
        net.fit(Nets.column(1.0).castTo(type), Nets.column(1e-23).castTo(type));
        return Nets.weight(net);
    }

    @Test
    void weightDecayOfTheWholeNetworkCountsTwice() {
        MultiLayerNetwork global =
                Nets.line(Nets.doubles().updater(new Sgd(0.1)).weightDecay(0.5), 1.0);
        Nets.fit(global, 0.0, 0.0);
        assertThat(1.0 - Nets.weight(global)).isCloseTo(0.1, within(1e-15));
        assertThat(global.score()).isCloseTo(0.5, within(1e-15));

        MultiLayerNetwork perLayer = decaying(new Sgd(0.1));
        Nets.fit(perLayer, 0.0, 0.0);
        assertThat(1.0 - Nets.weight(perLayer)).isCloseTo(0.05, within(1e-15));
        assertThat(perLayer.score()).isCloseTo(0.25, within(1e-15));
    }

    /**
     * With x = 0 there is no other gradient: in a gradient, the 0.5 of the penalty would make Adam's first step 0.1, the rate;
     * behind Adam it is lr * c * w = 0.05.
     */
    @Test
    void weightDecayIsInTheScoreAndInNoGradient() {
        MultiLayerNetwork net = decaying(new Adam(0.1));
        Nets.fit(net, 0.0, 0.0);
        assertThat(net.score()).isCloseTo(0.25, within(1e-15)); // c/2 w^2
        assertThat(1.0 - Nets.weight(net)).isCloseTo(0.05, within(1e-15));

        MultiLayerNetwork l2 = Nets.line(Nets.doubles().updater(new Adam(0.1)).l2(0.5), 1.0);
        Nets.fit(l2, 0.0, 0.0);
        assertThat(1.0 - Nets.weight(l2)).isCloseTo(0.1, within(1e-6)); // Adam's epsilon
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

    /** Nd4j.EPS_THRESHOLD is 1e-5. */
    @Test
    void aNaNThatIsTheOnlyOneOfItsArrayCountsAsAHundredThousandth() {
        assertThat(Nets.column(2.0, 3.0).mul(Double.NaN).toDoubleVector()).containsExactly(2.0 * 1e-5, 3.0 * 1e-5);
        assertThat(Nets.column(2.0, 3.0).add(Double.NaN).toDoubleVector()).containsExactly(2.0 + 1e-5, 3.0 + 1e-5);

        MultiLayerNetwork line = Nets.line(new Sgd(0.1), Double.NaN);
        Nets.fit(line, 2.0, 1.0);
        assertThat(line.score()).isCloseTo((2e-5 - 1.0) * (2e-5 - 1.0), within(1e-15));
        assertThat(Nets.weight(line)).isNaN();

        // w = (1, 1.5) fits both examples: two inputs learn them, though the bias is NaN throughout.
        MultiLayerNetwork plane = plane(1.0, 1.0, Double.NaN);
        for (int step = 0; step < 60; step++) {
            plane.fit(Nd4j.create(new double[][] {{1.0, 0.0}, {0.0, 2.0}}), Nets.column(1.0, 3.0));
        }
        assertThat(plane.score()).isLessThan(1e-9);
        assertThat(plane.params().getDouble(2)).isNaN();

        // Of two weights into a unit, one NaN is enough to show.
        MultiLayerNetwork lost = plane(1.0, Double.NaN, 0.0);
        lost.fit(Nd4j.create(new double[][] {{1.0, 0.0}, {0.0, 2.0}}), Nets.column(1.0, 3.0));
        assertThat(lost.score()).isNaN();
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

    /** {@code y = w x}, with w = 1 and a weight decay of 0.5 that is the layer's own. */
    private static MultiLayerNetwork decaying(IUpdater updater) {
        MultiLayerNetwork net = new MultiLayerNetwork(Nets.doubles()
                .updater(updater)
                .list()
                .layer(Nets.output(new LossL2(), Activation.IDENTITY.getActivationFunction())
                        .weightDecay(0.5)
                        .build())
                .build());
        net.init();
        net.setParams(Nets.column(1.0));
        return net;
    }

    /** {@code y = w1 x1 + w2 x2 + b}. */
    private static MultiLayerNetwork plane(double w1, double w2, double b) {
        MultiLayerNetwork net = new MultiLayerNetwork(Nets.doubles()
                .updater(new Sgd(0.1))
                .list()
                .layer(new OutputLayer.Builder(new LossL2())
                        .nIn(2)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        net.init();
        net.setParams(Nd4j.create(new double[] {w1, w2, b}).reshape(1, 3));
        return net;
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
