package lockstep.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.optim.Sgd;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Outputs;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Trace;
import lockstep.parity.verdict.Verdict;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Without it a table could show the losses of other epochs than it says, or run off the terminal. */
class PrintedTablesTest {

    /** Two steps an epoch. By hand: 1 + 2, 5 + 6. The fifth was begun only, and its loss would look like half of one. */
    @Test
    void theLossesOfEverySecondEpoch() {
        double[] scalar = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] candidate = {1, 2, 3, 4, 1e-7, 1e-7, 7, 8, 9};

        assertThat(LossTable.lines(parity(new Trace(2, scalar, candidate, new double[9])), 2, "DL4J", Ansi.OFF))
                .containsExactly(
                        "it, the losses of an epoch's 2 steps, added up:",
                        "epoch    scalar     DL4J",
                        "    1   3.00000  3.00000",
                        "    3  11.00000    2e-07");
    }

    @Test
    void withoutAFinishedEpochThatIsSaid() {
        double[] losses = {1, 2, 3};

        assertThat(LossTable.lines(parity(new Trace(4, losses, losses, new double[3])), 1, "DL4J", Ansi.OFF))
                .containsExactly("it: no epoch of 4 steps was finished.");
    }

    @Test
    void anEpochOfOneStep() {
        double[] losses = {0.5, 0.25};

        assertThat(LossTable.lines(parity(new Trace(1, losses, losses, new double[2])), 10, "DL4J", Ansi.OFF))
                .containsExactly("it, the loss of an epoch:", "epoch   scalar     DL4J", "    1  0.50000  0.50000");
    }

    @Test
    void wrongAnswersAreMarkedWhereThatIsAsked() {
        Examples examples = Examples.of(new double[][] {{0.5}, {1}}, new double[][] {{0}, {1}});
        Outputs outputs = new Outputs(examples, new double[] {0.25, 0.5}, Optional.of(new double[] {0.25, 0.5}), "");

        assertThat(new OutputTable(outputs, 2).lines("DL4J", true, Ansi.OFF))
                .containsExactly(
                        " input 1  target    scalar      DL4J",
                        "0.500000       0  0.250000  0.250000",
                        "1.000000       1  0.500000  0.500000  wrong");
        assertThat(new OutputTable(outputs, 2).lines("DL4J", false, Ansi.OFF))
                .noneMatch(line -> line.endsWith("wrong"));
    }

    /** Nine inputs, three outputs, thirty examples: what does not fit is counted. */
    @Test
    void ofALargeDataSetTheBeginning() {
        double[] answers = new double[90];
        Arrays.fill(answers, -1234.5678);
        Examples examples = new Examples(30, 9, 3, new double[270], new double[90]);
        Outputs outputs = new Outputs(examples, answers, Optional.empty(), "");

        List<String> lines = new OutputTable(outputs, 30).lines("DL4J", false, Ansi.OFF);

        assertThat(lines).hasSize(1 + 20 + 1).allMatch(line -> line.length() <= TextTable.WIDTH);
        assertThat(lines.get(0)).isEqualTo("example  target 1  target 2      scalar 1      scalar 2");
        assertThat(lines.get(20)).startsWith("     20         0         0  -1234.567800");
        assertThat(lines.get(21)).isEqualTo("(10 more examples and 1 more output of each: outputs.csv)");
        assertThat(new OutputTable(outputs, 50_000)
                        .lines("DL4J", false, Ansi.OFF)
                        .get(21))
                .isEqualTo("(49,980 more examples and 1 more output of each: outputs.csv has the first 30)");
    }

    private static Parity parity(Trace trace) {
        LayerSpec layer = new LayerSpec(1, Activation.TANH, true, new Init.Constant(0));
        NetworkSpec network = new NetworkSpec(1, List.of(layer), Loss.HALF_SQUARED_ERROR, Reduction.MEAN, new Sgd(1.0));
        Run run = new Run("it", network, new Examples(1, 1, 1, new double[1], new double[1]), 1, false, 0);
        Finding finding = new Finding(Rung.FREE, true, 0.0, 0, 0, "loss", 1.0, 1.0, "");
        return new Parity(run, new Verdict(Verdict.Kind.AGREE, finding, List.of(finding), trace.steps()), trace);
    }
}
