package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.model.Activation;
import lockstep.model.Engine;
import lockstep.model.Examples;
import lockstep.model.Heuristics;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.Sgd;
import lockstep.parity.ParityCheck;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ScalarNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a flat spot or a dead zone could be another on either side, or be called a fault because it is no derivative. */
class HeuristicsParityTest {

    private static final Heuristics BOTH = new Heuristics(0.1, 0.1);

    /** Each activation in the hidden layer, and each loss with an output that suits it. */
    static Stream<Arguments> networks() {
        List<Arguments> all = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            if (activation != Activation.STEP) {
                all.add(Arguments.of(activation, Loss.HALF_SQUARED_ERROR, Activation.SIGMOID));
            }
        }
        for (Loss loss : Loss.values()) {
            all.add(Arguments.of(Activation.TANH, loss, loss.outputFor(Activation.IDENTITY)));
            if (loss != Loss.BINARY_CROSS_ENTROPY) { // DL4J's is another loss after softmax, and no config has the two
                all.add(Arguments.of(Activation.TANH, loss, Activation.SOFTMAX));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyStepAgrees(Activation hidden, Loss loss, Activation output) {
        for (Precision precision : List.of(Precision.DOUBLE, Precision.FLOAT)) {
            Verdict verdict = judge(run(hidden, loss, output, BOTH).in(precision), BOTH);

            assertThat(verdict.kind())
                    .as("%s: %s", precision, verdict.decisive())
                    .isNotEqualTo(Verdict.Kind.DISAGREE);
            assertThat(verdict.decisive().note()).as("the third opinion").isEmpty();
        }
    }

    /** A thousandth more or less of either is another network. */
    @ParameterizedTest
    @MethodSource("networks")
    void anotherOneDisagrees(Activation hidden, Loss loss, Activation output) {
        Run run = run(hidden, loss, output, BOTH);
        boolean straight = hidden == Activation.IDENTITY && output == Activation.IDENTITY;
        if (!straight) {
            Finding other = judge(run, new Heuristics(0.1001, 0.1)).decisive();
            assertThat(other.holds()).isFalse();
            assertThat(other.rung()).isEqualTo(Rung.GRADIENT);
        }
        assertThat(judge(run, new Heuristics(0.1, 0.9)).kind()).isEqualTo(Verdict.Kind.DISAGREE);
    }

    /**
     * By hand: one sigmoid unit, w = 0, x = 2, so y = 1/2; t = 0 has an error of 1/2 and t = 0.45 one of 0.05, which is in the zone.
     * The gradient is 1/2 (1/4 + 0.1) * 2 = 0.35.
     */
    @Test
    void theFormula() {
        NetworkSpec network = new NetworkSpec(
                        1,
                        List.of(new LayerSpec(1, Activation.SIGMOID, false, new Init.Constant(0.0))),
                        Loss.HALF_SQUARED_ERROR,
                        Reduction.SUM,
                        new Sgd(1.0))
                .withHeuristics(BOTH);
        Examples examples = Examples.of(new double[][] {{2.0}, {2.0}}, new double[][] {{0.0}, {0.45}});
        for (Engine engine : List.of(new ScalarNetwork(network), new Dl4jNetwork(network))) {
            double[] gradient = new double[1];
            engine.loadWeights(new double[1]);
            assertThat(engine.step(examples.asBatch()))
                    .as("the loss is as ever")
                    .isCloseTo(0.12625, within(1e-15));
            engine.readGradient(gradient);
            assertThat(gradient[0]).isCloseTo(0.35, within(1e-15));
            engine.close();
        }
    }

    /** An output at the zone's edge is on either side of it, as a unit at its kink is. */
    @Test
    void theEdgeOfTheZoneIsAKink() {
        // y is 0 but for what the sum 0.1 + 0.2 + 0.3 - 0.6 is rounded to; the target is 0.1 away.
        NetworkSpec network = new NetworkSpec(
                        3,
                        List.of(new LayerSpec(1, Activation.IDENTITY, true, new Init.Values(new double[][] {
                            {1.0}, {1.0}, {1.0}, {-0.6}
                        }))),
                        Loss.HALF_SQUARED_ERROR,
                        Reduction.SUM,
                        new Sgd(1.0))
                .withHeuristics(BOTH);
        Run run = new Run(
                "edge", network, Examples.of(new double[][] {{0.1, 0.2, 0.3}}, new double[][] {{0.1}}), 1, false, 1);

        Verdict verdict = new ParityCheck(Tolerance.DEFAULT, 1)
                .judge(
                        run,
                        ControlNetwork::new,
                        spec -> new ScalarNetwork(spec.withHeuristics(new Heuristics(0.1, Math.nextUp(0.1)))),
                        Progress.NONE)
                .verdict();

        assertThat(verdict.at(Rung.GRADIENT).kinkSteps()).isEqualTo(1);
        assertThat(verdict.at(Rung.GRADIENT).holds()).isTrue();
    }

    private static Verdict judge(Run run, Heuristics ofDl4j) {
        return new ParityCheck(Tolerance.DEFAULT, 40)
                .judge(
                        run,
                        ControlNetwork::new,
                        spec -> new Dl4jNetwork(
                                spec.withHeuristics(spec.heuristics().isNone() ? spec.heuristics() : ofDl4j)),
                        Progress.NONE)
                .verdict();
    }

    private static Run run(Activation hidden, Loss loss, Activation output, Heuristics heuristics) {
        Init init = new Init.Uniform(-0.8, 0.8);
        NetworkSpec network = new NetworkSpec(
                        2,
                        List.of(new LayerSpec(4, hidden, true, init), new LayerSpec(2, output, true, init)),
                        loss,
                        Reduction.MEAN,
                        new Sgd(0.05))
                .withHeuristics(heuristics);
        boolean signs = loss == Loss.HINGE;
        double no = signs ? -1.0 : 0.0;
        Examples examples = Examples.of(
                new double[][] {{0.1, 0.9}, {-0.7, 0.3}, {0.8, -0.2}},
                new double[][] {{1.0, no}, {no, 1.0}, {1.0, no}});
        return new Run("heuristics", network, examples, 3, false, 4);
    }
}
