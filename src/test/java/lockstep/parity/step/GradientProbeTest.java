package lockstep.parity.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.parity.DelegatingEngine;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;

/** Without it the picture of a vanishing gradient could be one of something else, or hide that the two sides differ. */
class GradientProbeTest {

    /** Two weights in a row, 2 and 3, without biases: y = 3 * 2 * x. */
    private static final Run CHAIN = run(layer(1, 2.0), layer(1, 3.0));

    /** A rounding or two. */
    private static final double ROUNDING = 1e-15;

    /**
     * By hand, for x = 1, t = 0: E = y^2 / 2, so dE/dw2 = y w1 x and dE/dw1 = y w2 x. At the start y = 6: 12 and 18. A step of 0.1
     * takes the weights to 0.2 and 1.8, y to 0.36: 0.072 and 0.648.
     */
    @Test
    void theSizesAreThoseOfTheGradientBeforeAndAfter() {
        AtomicInteger told = new AtomicInteger();

        List<GradientSizes> sizes =
                new GradientProbe(1, told::addAndGet).measure(CHAIN, ScalarNetwork::new, ScalarNetwork::new);

        assertThat(sizes).hasSize(2);
        assertThat(sizes.get(0).step()).isZero();
        assertThat(sizes.get(0).scalar()).containsExactly(18.0, 12.0);
        assertThat(sizes.get(1).step()).isEqualTo(1);
        assertThat(sizes.get(1).scalar()).containsExactly(new double[] {0.648, 0.072}, within(ROUNDING));
        assertThat(sizes.get(1).candidate()).isEqualTo(sizes.get(1).scalar());
        assertThat(sizes.get(1).disagreesAt()).isEqualTo(-1);
        assertThat(told).hasValue(1);
    }

    /** By hand: one weight of four has a gradient of y x = 2, the others, whose inputs are 0, none; the bias has y = 2. */
    @Test
    void aSizeIsTheMeanOverTheLayersWeightsAndBiases() {
        Init.Values init = new Init.Values(new double[][] {{2}, {5}, {7}, {0}});
        Run run = run(
                Examples.of(new double[][] {{1, 0, 0}}, new double[][] {{0}}),
                new LayerSpec(1, Activation.IDENTITY, true, init));

        GradientSizes sizes = new GradientProbe(1, Progress.NONE)
                .measure(run, ScalarNetwork::new, ScalarNetwork::new)
                .get(0);

        assertThat(sizes.scalar()).containsExactly((2.0 + 2.0) / 4.0).isEqualTo(sizes.candidate());
    }

    /** The gradient of the first layer is small, but a part in a million too large: that is no rounding. */
    @Test
    void aDifferenceShowsHoweverSmallTheGradientIs() {
        Run run = CHAIN.withNetwork(run(layer(1, 1e-30), layer(1, 1e-30)).network());

        List<GradientSizes> sizes = new GradientProbe(1, Progress.NONE)
                .measure(run, ScalarNetwork::new, network -> new DelegatingEngine(network) {
                    @Override
                    public void readGradient(double[] into) {
                        super.readGradient(into);
                        into[0] *= 1.000001;
                    }
                });

        assertThat(sizes.get(0).scalar()[0]).isLessThan(1e-80);
        assertThat(sizes.get(0).disagreesAt()).isZero();
    }

    /** A last place of the gradient is rounding, of which the bound knows. */
    @Test
    void aRoundingIsNoDifference() {
        GradientSizes sizes = new GradientProbe(1, Progress.NONE)
                .measure(CHAIN, ScalarNetwork::new, network -> new DelegatingEngine(network) {
                    @Override
                    public void readGradient(double[] into) {
                        super.readGradient(into);
                        into[0] = Math.nextUp(into[0]);
                    }
                })
                .get(0);

        assertThat(sizes.share()[0]).isPositive();
        assertThat(sizes.disagreesAt()).isEqualTo(-1);
    }

    /** The limit itself is within; of several beyond it the furthest is named. */
    @Test
    void whereItDisagrees() {
        assertThat(shares(1.0, 0.5).disagreesAt()).isEqualTo(-1);
        assertThat(shares(0.5, 2.0, 3.0, 1.5).disagreesAt()).isEqualTo(2);
        assertThat(shares(0.5, 2.0, 3.0, 1.5).depth()).isEqualTo(4);
    }

    private static GradientSizes shares(double... shares) {
        return new GradientSizes(CHAIN, 0, new double[shares.length], new double[shares.length], shares);
    }

    /** A program in floats takes 18 and 12 times the nearest float to 0.1 off; what is left it has to round again. */
    @Test
    void bothSidesStandAtWeightsThatThePrecisionHas() {
        List<double[]> loaded = new ArrayList<>();
        new GradientProbe(1, Progress.NONE)
                .measure(CHAIN.in(Precision.FLOAT), ScalarNetwork::new, network -> new DelegatingEngine(network) {
                    @Override
                    public void loadWeights(double[] weights) {
                        loaded.add(weights.clone());
                        super.loadWeights(weights);
                    }
                });

        assertThat(loaded).containsExactly(new double[] {2.0, 3.0}, new double[] {
            (float) (2.0 - 18.0 * 0.1f), (float) (3.0 - 12.0 * 0.1f)
        });
    }

    @Test
    void aCandidateWithoutANumberDisagrees() {
        GradientSizes sizes = new GradientProbe(1, Progress.NONE)
                .measure(CHAIN, ScalarNetwork::new, network -> new DelegatingEngine(network) {
                    @Override
                    public void readGradient(double[] into) {
                        super.readGradient(into);
                        into[1] = Double.NaN;
                    }
                })
                .get(0);

        assertThat(sizes.disagreesAt()).isEqualTo(1);
    }

    @Test
    void aDeeperNetworkRepeatsItsLastHiddenLayer() {
        NetworkSpec network = run(plain(4), plain(3), plain(1)).network();

        assertThat(network.withDepth(5).shape()).isEqualTo("1-4-3-3-3-1");
        assertThat(network.withDepth(3)).isEqualTo(network);
        assertThat(network.withDepth(2).shape()).isEqualTo("1-4-1");
        assertThatThrownBy(() -> run(plain(1)).network().withDepth(3)).hasMessageContaining("0 hidden layers");
        Run explicit =
                run(new LayerSpec(2, Activation.IDENTITY, false, new Init.Values(new double[][] {{1, 1}})), plain(1));
        assertThatThrownBy(() -> explicit.network().withDepth(3)).hasMessageContaining("have 1 rows; expected 2");
    }

    private static LayerSpec layer(int units, double weight) {
        return new LayerSpec(units, Activation.IDENTITY, false, new Init.Constant(weight));
    }

    private static LayerSpec plain(int units) {
        return layer(units, 0.5);
    }

    private static Run run(LayerSpec... layers) {
        return run(Examples.of(new double[][] {{1}}, new double[][] {{0}}), layers);
    }

    private static Run run(Examples examples, LayerSpec... layers) {
        NetworkSpec network = new NetworkSpec(
                examples.inputs(), List.of(layers), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(0.1));
        return new Run("sgd", network, examples, 1, false, 0);
    }
}
