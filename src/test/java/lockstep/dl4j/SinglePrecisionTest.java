package lockstep.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.PythonRandom;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.OptimizerKind;
import lockstep.parity.ParityCheck;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without it a DL4J network of its own default precision could be called wrong, or the judge be so lenient that nothing is. */
class SinglePrecisionTest {

    /** A right program is to stay well within what it is allowed. */
    private static final double WITHIN = 1.0 / 3.0;

    @ParameterizedTest
    @EnumSource
    void everyOptimizerIsJudgedToTheLastStep(OptimizerKind kind) {
        check(kind, Activation.RELU, Activation.SOFTMAX, Loss.CROSS_ENTROPY, 0.5, 200);
    }

    /** Units that are saturated: a slope of 0 in floats where doubles have some, second moments of next to nothing. */
    @ParameterizedTest
    @EnumSource
    void soIsEveryOptimizerOnSaturatedUnits(OptimizerKind kind) {
        check(kind, Activation.TANH, Activation.SIGMOID, Loss.HALF_SQUARED_ERROR, 12.0, 200);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @EnumSource
    void alsoOverThousandsOfSteps(OptimizerKind kind) {
        check(kind, Activation.RELU, Activation.SOFTMAX, Loss.CROSS_ENTROPY, 0.5, 2000);
        check(kind, Activation.TANH, Activation.SIGMOID, Loss.HALF_SQUARED_ERROR, 12.0, 2000);
    }

    /** ND4J 1.0.0-M2.1: "Data type must be a floating point type: one of DOUBLE, FLOAT, or HALF". */
    @Test
    void bfloat16IsRefused() {
        NetworkSpec network = run(OptimizerKind.SGD, Activation.TANH, Activation.TANH, Loss.HALF_SQUARED_ERROR, 1.0)
                .network();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dl4jNetwork(network.in(Precision.BFLOAT16)))
                .withMessage("DL4J does not train in bfloat16 on a CPU");
    }

    private static void check(
            OptimizerKind kind, Activation hidden, Activation output, Loss loss, double width, int steps) {
        Run run = run(kind, hidden, output, loss, width).in(Precision.FLOAT);
        Verdict verdict = new ParityCheck(Precision.FLOAT.tolerance(), steps)
                .judge(run, ControlNetwork::new, Dl4jNetwork::new, Progress.NONE)
                .verdict();
        assertThat(verdict.kind()).as(verdict.toString()).isIn(Verdict.Kind.AGREE, Verdict.Kind.CHAOTIC);
        assertThat(verdict.judgedToTheLast()).isTrue();
        for (Rung rung : List.of(Rung.WEIGHTS, Rung.GRADIENT, Rung.RULE, Rung.LOCKED)) {
            assertThat(verdict.at(rung).share()).as(rung.key()).isLessThan(WITHIN);
        }
    }

    private static Run run(OptimizerKind kind, Activation hidden, Activation output, Loss loss, double width) {
        PythonRandom random = new PythonRandom(2);
        double[][] inputs = new double[24][8];
        double[][] targets = new double[24][3];
        for (int e = 0; e < 24; e++) {
            for (int i = 0; i < 8; i++) {
                inputs[e][i] = random.normal(0.0, 1.0);
            }
            targets[e][(int) (3.0 * random.random())] = 1.0;
        }
        Init init = new Init.Uniform(-width, width);
        List<LayerSpec> layers = List.of(new LayerSpec(16, hidden, true, init), new LayerSpec(3, output, true, init));
        NetworkSpec network = new NetworkSpec(8, layers, loss, Reduction.MEAN, kind.createDefault(0.02));
        return new Run(kind.key(), network, Examples.of(inputs, targets), 6, false, 4);
    }
}
