package lockstep.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Adabelief;
import lockstep.optim.Adadelta;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Sharpness;
import lockstep.parity.verdict.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without it a right network of PyTorch's or TensorFlow.js's could be called wrong in its own precision, or a fault in one go
 * unseen. {@code examples/test-frameworks.sh} runs it; where a framework is not installed its tests are skipped.
 */
@Tag("exhaustive")
class FrameworksTest {

    private static final int STEPS = 60;

    private static final Map<Framework, Optional<String>> INTERPRETERS = new EnumMap<>(Framework.class);

    static List<Arguments> rightOnes() {
        List<Arguments> all = new ArrayList<>();
        Optimizer momentum = new Momentum(0.1, 0.9);
        for (Framework framework : Framework.values()) {
            for (Precision precision : framework.precisions()) {
                for (Run run : List.of(
                        ExamplePrograms.dense(new Sgd(0.3), Reduction.MEAN),
                        ExamplePrograms.dense(momentum, Reduction.MEAN),
                        deep(momentum),
                        classes(momentum))) {
                    all.add(Arguments.of(framework, precision, run));
                }
            }
            all.add(Arguments.of(framework, Precision.FLOAT, classes(new Nesterov(0.05, 0.8))));
        }
        all.add(Arguments.of(Framework.PYTORCH, Precision.FLOAT, classes(new Adadelta())));
        return all;
    }

    /** Three layers, not all with biases, and a batch's sum. */
    private static Run deep(Optimizer optimizer) {
        Init init = new Init.Uniform(-0.8, 0.8);
        return ExamplePrograms.run(
                List.of(
                        new LayerSpec(2, Activation.SIGMOID, false, init),
                        new LayerSpec(3, Activation.TANH, true, init),
                        new LayerSpec(1, Activation.IDENTITY, true, init)),
                Loss.MEAN_SQUARED_ERROR,
                optimizer,
                Reduction.SUM,
                3);
    }

    /** Three classes, by relu and softmax. */
    private static Run classes(Optimizer optimizer) {
        double[][] inputs = {{0.3, -0.7, 0.2}, {-0.5, 0.4, 0.9}, {0.8, 0.1, -0.6}, {-0.2, -0.9, 0.5}, {0.6, 0.7, -0.1}};
        double[][] targets = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, 0.75, 0.25}};
        Init init = new Init.Uniform(-0.5, 0.5);
        List<LayerSpec> layers = List.of(
                new LayerSpec(6, Activation.RELU, true, init), new LayerSpec(3, Activation.SOFTMAX, true, init));
        NetworkSpec network = new NetworkSpec(3, layers, Loss.CROSS_ENTROPY, Reduction.MEAN, optimizer);
        return new Run("classes", network, Examples.of(inputs, targets), 2, false, 1);
    }

    /** Each step, to the last, is within what rounding may do, and the faults below would not have been. */
    @ParameterizedTest
    @MethodSource("rightOnes")
    void aFrameworksNetworkIsRight(Framework framework, Precision precision, Run run) {
        Verdict verdict = judge(run.in(precision), STEPS, framework.command(interpreter(framework)));

        assertThat(verdict.findings())
                .as(verdict.toString())
                .filteredOn(finding -> finding.rung() != Rung.RULE && finding.rung() != Rung.FREE)
                .allMatch(finding -> finding.judged() && finding.holds());
        assertThat(verdict.judgedToTheLast()).as(verdict.toString()).isTrue();
        if (precision == Precision.BFLOAT16 && run.label().equals("classes")) {
            return; // softmax: rounding may hide every fault of the gradient there, and the verdict may say so
        }
        assertThat(verdict.kind()).as(verdict.toString()).isIn(Verdict.Kind.AGREE, Verdict.Kind.CHAOTIC);
        Sharpness seen = verdict.sharpness();
        assertThat(seen.rate()).isLessThan(size(precision, Framework.Fault.RATE));
        assertThat(seen.gradient()).isLessThan(size(precision, Framework.Fault.LAYER_SCALED));
    }

    /** Bfloat16, whose numbers are up to 2^-7 of themselves apart, hides what is smaller; in the first layer even a quarter, nearly. */
    private static double size(Precision precision, Framework.Fault fault) {
        return precision == Precision.BFLOAT16 ? 0.25 : fault == Framework.Fault.RATE ? 1e-3 : 1e-2;
    }

    static List<Arguments> faultyOnes() {
        List<Arguments> all = new ArrayList<>();
        for (Framework framework : Framework.values()) {
            for (Precision precision : framework.precisions()) {
                for (Framework.Fault fault : Framework.Fault.values()) {
                    all.add(Arguments.of(framework, precision, fault));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("faultyOnes")
    void aFaultIsFound(Framework framework, Precision precision, Framework.Fault fault, @TempDir Path folder) {
        String wrong = framework.faulty(interpreter(framework), fault, size(precision, fault), folder);
        Verdict verdict = judge(ExamplePrograms.DENSE.in(precision), 12, wrong);

        assertThat(verdict.word()).as(verdict.toString()).isEqualTo("disagree");
        if (fault == Framework.Fault.LAYER_SCALED) {
            assertThat(verdict.decisive().quantity()).as(verdict.toString()).startsWith("gradient of weight");
        } else {
            assertThat(verdict.decisive().rung()).as(verdict.toString()).isEqualTo(Rung.LOCKED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAFrameworkDoesInAnotherWayIsRefused(Framework framework) {
        String command = framework.command(interpreter(framework));
        Run belief = ExamplePrograms.dense(new Adabelief(0.1), Reduction.MEAN).in(Precision.FLOAT);
        assertThat(judge(belief, 1, command).decisive().note())
                .contains("the program answered with an error: no adabelief here");
        if (framework == Framework.TENSORFLOW_JS) {
            assertThat(judge(ExamplePrograms.DENSE, 1, command).decisive().note())
                    .contains("no double here: this library computes in float");
        }
    }

    private static Verdict judge(Run run, int steps, String command) {
        return ExamplePrograms.judge(run, steps, ExamplePrograms.program(command))
                .verdict();
    }

    private static String interpreter(Framework framework) {
        Optional<String> interpreter = INTERPRETERS.computeIfAbsent(framework, Framework::interpreter);
        assumeTrue(interpreter.isPresent(), framework + " is not installed: its example is not tested here");
        return interpreter.orElseThrow();
    }
}
