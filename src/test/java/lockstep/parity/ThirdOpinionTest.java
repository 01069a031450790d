package lockstep.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine.Ability;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it the first relu network that somebody tries could be told that its right gradient is not the derivative of its loss. */
class ThirdOpinionTest {

    /** 100 relus, 32 examples of standard normal inputs: of 64 probes with h = 1e-3, some reach over a kink. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aWideReluNetworkIsNotDoubted(int seed) {
        assertNotDoubted(seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9})
    @Tag("exhaustive")
    void norAreSevenOthers(int seed) {
        assertNotDoubted(seed);
    }

    private static void assertNotDoubted(int seed) {
        Random random = new Random(seed);
        double[][] inputs = new double[32][784];
        double[][] targets = new double[32][10];
        for (int e = 0; e < 32; e++) {
            for (int i = 0; i < 784; i++) {
                inputs[e][i] = random.nextGaussian();
            }
            targets[e][random.nextInt(10)] = 1.0;
        }
        NetworkSpec network = network(
                784,
                Loss.CROSS_ENTROPY,
                new LayerSpec(100, Activation.RELU, true, Init.Scheme.XAVIER),
                new LayerSpec(10, Activation.SOFTMAX, true, Init.Scheme.XAVIER));

        assertThat(note(network, Examples.of(inputs, targets), seed)).isEmpty();
    }

    /**
     * kink0.yaml: {@code 0.1 + 0.2 + 0.3 - 0.6}, a sum of 1.1e-16, where both sides say that the relu is on. Of inputs and weights below
     * 0 the sums are the same, and the derivative is the one to the other side.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aKinkIsNoMistake(int sign) {
        NetworkSpec network = network(
                3,
                Loss.HALF_SQUARED_ERROR,
                new LayerSpec(3, Activation.RELU, true, new Init.Values(new double[][] {
                    {sign, sign * 0.5, sign * -0.4},
                    {sign, sign * -0.7, sign * 0.8},
                    {sign, sign * 0.6, sign * 0.5},
                    {-0.6, 0.1, 0.2}
                })),
                new LayerSpec(
                        1, Activation.IDENTITY, true, new Init.Values(new double[][] {{0.7}, {-0.4}, {0.5}, {0.1}})));
        Examples examples = Examples.of(
                new double[][] {
                    {sign * 0.1, sign * 0.2, sign * 0.3},
                    {sign * 0.4, sign * -0.3, sign * 0.2},
                    {sign * 0.7, sign * 0.1, sign * -0.5},
                    {sign * -0.2, sign * 0.6, sign * 0.9}
                },
                new double[][] {{0.8}, {0.1}, {0.5}, {0.3}});

        assertThat(note(network, examples, 5)).isEmpty();
    }

    /** An input of 1,200 takes a tanh from one end to the other within a step of 1e-3. */
    @Test
    void aLargeInputIsNoMistake() {
        NetworkSpec network = network(
                1,
                Loss.HALF_SQUARED_ERROR,
                new LayerSpec(1, Activation.TANH, true, new Init.Values(new double[][] {{0.001}, {-0.9}})),
                new LayerSpec(1, Activation.IDENTITY, true, new Init.Constant(0.5)));
        Examples examples = Examples.of(new double[][] {{1200}, {950}}, new double[][] {{0.7}, {0.2}});

        assertThat(note(network, examples, 0)).isEmpty();
    }

    /** One of two outputs is off by a million, and no unit has a part in that: a last place of the loss is 6e-5, a gradient 0.1. */
    @Test
    void aLargeLossIsNoMistake() {
        NetworkSpec network = network(
                1,
                Loss.HALF_SQUARED_ERROR,
                new LayerSpec(1, Activation.TANH, true, new Init.Constant(0.3)),
                new LayerSpec(2, Activation.IDENTITY, false, new Init.Values(new double[][] {{0.0, 0.7}})));

        assertThat(note(network, Examples.of(new double[][] {{0.9}}, new double[][] {{1e6, 0.1}}), 0))
                .isEmpty();
    }

    /** One weight, {@code y = 0.01 * 100} for a target of 2: the loss is 0.5, its derivative -100. */
    private static final Run HUNDRED = new Run(
            "it",
            network(1, Loss.HALF_SQUARED_ERROR, new LayerSpec(1, Activation.IDENTITY, false, new Init.Constant(0.01))),
            Examples.of(new double[][] {{100}}, new double[][] {{2}}),
            1,
            false,
            0);

    /** The differences are good for seven digits of the gradient. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -100 | -200        | the scalar network's is the derivative .*, the candidate's is not
            -100 | 100         | the scalar network's is the derivative .*, the candidate's is not
            -100 | -100.0001   | the scalar network's is the derivative .*, the candidate's is not
            -100 | -100.000001 | the central difference .* is not sharp enough to tell which is right
            100  | -100        | the candidate's is the derivative .*, the scalar network's is not
            -200 | 200         | neither is the derivative .*""")
    void whoseGradientIsTheDerivative(double scalar, double candidate, String note) {
        Finding finding = GradientRung.judge(HUNDRED, telling(HUNDRED, scalar), telling(HUNDRED, candidate));

        assertThat(finding.holds()).isFalse();
        assertThat(finding.note()).matches(note);
    }

    /** A program in floats may be off by some of its roundings, 6e-6 of 100 each. */
    @Test
    void aRoundedGradientIsTheDerivativeToo() {
        Run floats = HUNDRED.in(Precision.FLOAT);

        assertThat(GradientRung.judge(floats, telling(floats, -200), telling(floats, -100.00003))
                        .note())
                .startsWith("the candidate's is the derivative");
    }

    /** Whether its own loss has its gradient is asked of a candidate that can tell; of another it is known that its loss is the same. */
    @ParameterizedTest
    @CsvSource({"DOUBLE, , true", "DOUBLE, EVALUATE, false", "DOUBLE, LOAD_AGAIN, false", "FLOAT, , false"})
    void aCandidateIsAskedForItsLossesIfItCanTell(Precision precision, @Nullable Ability lacking, boolean isAsked) {
        Run run = HUNDRED.in(precision);
        AtomicInteger asked = new AtomicInteger();
        Finding finding = GradientRung.judge(run, new ScalarNetwork(run.network()), new Telling(run.network(), -200) {
            @Override
            public boolean can(Ability ability) {
                return ability != lacking;
            }

            @Override
            public double loss(Batch batch) {
                asked.incrementAndGet();
                return super.loss(batch);
            }
        });

        assertThat(finding.note()).startsWith("the scalar network's is the derivative");
        assertThat(asked.get() > 0).isEqualTo(isAsked);
    }

    private static Telling telling(Run run, double gradient) {
        return new Telling(run.network(), gradient);
    }

    /** A right network that tells another gradient of its only weight. */
    private static class Telling extends DelegatingEngine {

        private final double gradient;

        Telling(NetworkSpec network, double gradient) {
            super(network);
            this.gradient = gradient;
        }

        @Override
        public void readGradient(double[] into) {
            into[0] = gradient;
        }
    }

    private static NetworkSpec network(int inputs, Loss loss, LayerSpec... layers) {
        return new NetworkSpec(inputs, List.of(layers), loss, Reduction.MEAN, new Sgd(0.1));
    }

    private static String note(NetworkSpec network, Examples examples, int seed) {
        Run run = new Run("relu", network, examples, examples.size(), false, seed);
        return new ParityCheck(Tolerance.DEFAULT, 1)
                .judge(run, ControlNetwork::new, DelegatingEngine::new, Progress.NONE)
                .verdict()
                .at(Rung.GRADIENT)
                .note();
    }
}
