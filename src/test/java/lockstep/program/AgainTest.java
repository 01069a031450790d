package lockstep.program;

import static lockstep.program.ExamplePrograms.DENSE;
import static lockstep.program.ExamplePrograms.LONG;
import static lockstep.program.ExamplePrograms.commandOfChanged;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.Momentum;
import lockstep.optim.Optimizer;
import lockstep.optim.Sgd;
import lockstep.parity.Parity;
import lockstep.parity.ParityCheck;
import lockstep.parity.Verification;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Without it a program that takes long to start could be started for every rung of every optimizer, or never be ended. */
@Timeout(120)
class AgainTest {

    private static final String OK = "\"weights\": network.weights}";
    private static final String OK_AGAIN = "\"weights\": network.weights, \"again\": True}";

    @TempDir
    private Path folder;

    /** Each start is a line of this file, with the number of the process. */
    private Path starts;

    @Test
    void oneProcessServesAllOptimizersOnAnyNumberOfThreads() throws IOException {
        try (Program program = counted(OK, OK_AGAIN)) {
            assertThat(verify(program, new Momentum(0.1, 0.9), new Sgd(0.1), new Momentum(0.2, 0.5), new Sgd(0.3)))
                    .containsOnly("agree");
        }
        assertThat(Files.readAllLines(starts)).hasSize(1);
        assertThat(processes()).isEmpty();
    }

    @Test
    void aProgramThatDoesNotSaySoIsStartedForEachRung() throws IOException {
        assertThat(verify(counted(), new Momentum(0.1, 0.9))).containsOnly("agree");
        assertThat(Files.readAllLines(starts)).hasSize(1 + 4);
    }

    /** An error is an answer: the process goes on. One that dies is started anew for the next. */
    @Test
    void aFailureEndsOneOptimizersVerdictOnly() throws IOException {
        try (Program program = counted(OK, OK_AGAIN)) {
            assertThat(verify(program, new Sgd(0.1), new lockstep.optim.Adam(0.1), new Momentum(0.1, 0.9)))
                    .containsExactly("agree", "no answer", "agree");
        }
        assertThat(Files.readAllLines(starts)).hasSize(1);
        try (Program program = counted(OK, OK_AGAIN, "raise ValueError(f\"no {name} here\")", "sys.exit(3)")) {
            assertThat(verify(program, new Sgd(0.1), new lockstep.optim.Adam(0.1), new Momentum(0.1, 0.9)))
                    .containsExactly("agree", "no answer", "agree");
        }
        assertThat(Files.readAllLines(starts)).hasSize(2);
    }

    /** What such a program must not do. */
    @Test
    void whatIsKeptFromOptimizerToOptimizerIsADisagreement() throws IOException {
        try (Program program = counted(
                OK,
                OK_AGAIN,
                "network = Network(**message)",
                "kept = globals().get(\"network\"); network = Network(**message); network.memory = (kept or network).memory")) {
            assertThat(verify(program, new Momentum(0.1, 0.9))).containsOnly("disagree");
        }
    }

    private List<String> verify(Program program, Optimizer... optimizers) {
        double[] start = DENSE.start().weights();
        assertThat(program.startingWeights(DENSE.network(), start)).isEqualTo(start);
        List<Run> runs =
                java.util.Arrays.stream(optimizers).map(DENSE::withOptimizer).toList();
        return new Verification(new ParityCheck(new Tolerance(1e-12, 1e-12), 20), 3)
                .run(runs, run -> ControlNetwork::new, program, Progress.NONE).stream()
                        .map(Parity::verdict)
                        .map(verdict -> verdict.word())
                        .toList();
    }

    private Program counted(String... replacements) throws IOException {
        starts = Files.createTempFile(folder, "starts", "");
        String command = commandOfChanged(folder, replacements);
        return new Program("echo $$ >> " + starts + "; exec " + command, LONG, LONG);
    }

    private List<String> processes() throws IOException {
        return Files.readAllLines(starts).stream()
                .filter(id -> ProcessHandle.of(Long.parseLong(id))
                        .filter(ProcessHandle::isAlive)
                        .isPresent())
                .toList();
    }
}
