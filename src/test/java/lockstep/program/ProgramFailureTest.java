package lockstep.program;

import static lockstep.program.ExamplePrograms.DENSE;
import static lockstep.program.ExamplePrograms.changedPython;
import static lockstep.program.ExamplePrograms.impatient;
import static lockstep.program.ExamplePrograms.judge;
import static lockstep.program.ExamplePrograms.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without it a program that dies, hangs or talks nonsense could leave its user with a stack trace, a terminal that waits for
 * ever, or a process that is never ended.
 */
@Timeout(120)
class ProgramFailureTest {

    /** Told from everybody else's by the number of this JVM. Should the JVM be killed, it ends by itself. */
    private static final String SLEEP = "sleep 600." + ProcessHandle.current().pid();

    private static final String OK = "read r; echo '{\"ok\": true}'; ";

    /** Goes where the example has {@code self.mean else 1}, and counts the steps. */
    private static final String COUNT =
            "self.mean else 1; self.made = getattr(self, 'made', 0) + 1\n        if self.made ";

    static Stream<Arguments> programsThatEnd() {
        return Stream.of(
                Arguments.of(
                        "exit 3", Rung.WEIGHTS, -1, "the program ended with exit status 3 before it answered \"init\""),
                Arguments.of(
                        "exit 0", Rung.WEIGHTS, -1, "the program ended with exit status 0 before it answered \"init\""),
                Arguments.of(
                        "kill -9 $$",
                        Rung.WEIGHTS,
                        -1,
                        "the program was ended by the signal SIGKILL before it answered \"init\""),
                Arguments.of(
                        "kill -9 $$; cat",
                        Rung.WEIGHTS,
                        -1,
                        "the program was ended by the signal SIGKILL before it answered \"init\""),
                Arguments.of(
                        "echo one >&2; echo >&2; echo two >&2; exit 1",
                        Rung.WEIGHTS,
                        -1,
                        "the program ended with exit status 1 before it answered \"init\""
                                + "; the end of its standard error:\n  one\n  two"),
                Arguments.of(
                        "sleep 20 & exit 1", // it holds the pipe
                        Rung.WEIGHTS,
                        -1,
                        "the program ended with exit status 1 before it answered \"init\""),
                Arguments.of(
                        OK + "exit 0",
                        Rung.GRADIENT,
                        0,
                        "the program ended with exit status 0 before it answered \"step\""));
    }

    static Stream<Arguments> programsThatTalkNonsense() {
        String twice = "printf '{\"ok\": true}\\n{\"ok\": true}\\n'; ";
        return Stream.of(
                Arguments.of(
                        "echo Epoch 1; cat >/dev/null",
                        Rung.WEIGHTS,
                        -1,
                        "the program's answer to \"init\" is not JSON (column 1): Epoch 1"),
                Arguments.of(
                        "echo \"{'ok': True}\"; cat >/dev/null",
                        Rung.WEIGHTS,
                        -1,
                        "the program's answer to \"init\" is not JSON (column 2): {'ok': True}"),
                Arguments.of(
                        "echo '{\"loss\": 0.5}'; cat >/dev/null",
                        Rung.WEIGHTS,
                        -1,
                        "the program's answer to \"init\" has the key \"loss\"; expected ok, weights, again, own, epochs or error:"
                                + " {\"loss\": 0.5}"),
                Arguments.of(
                        "read r; echo '{\"error\": \"no momentum here\"}'; cat >/dev/null",
                        Rung.WEIGHTS,
                        -1,
                        "the program answered with an error: no momentum here"),
                Arguments.of(
                        OK + "read r; echo '{\"loss\": \"low\"}'; cat >/dev/null",
                        Rung.GRADIENT,
                        0,
                        "the program's answer to \"step\" has the string \"low\" as loss; expected a number:"
                                + " {\"loss\": \"low\"}"),
                Arguments.of(
                        "read r; " + twice + "cat >/dev/null",
                        Rung.WEIGHTS,
                        -1,
                        "the program wrote another line after its answer to \"init\": {\"ok\": true}"),
                Arguments.of("yes", Rung.WEIGHTS, -1, "the program's answer to \"init\" is not JSON (column 1): y"),
                Arguments.of(
                        "yes | tr -d '\\n'",
                        Rung.WEIGHTS,
                        -1,
                        "the program's answer to \"init\" is too long; it begins: " + "y".repeat(120) + " ..."));
    }

    @ParameterizedTest
    @MethodSource({"programsThatEnd", "programsThatTalkNonsense"})
    void theVerdictSaysWhatWasAskedAndWhatCame(String command, Rung rung, int step, String note) {
        Verdict verdict = judge(DENSE, 5, program(command)).verdict();

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
        Finding finding = verdict.decisive();
        assertThat(finding.failed()).isTrue();
        assertThat(finding.note()).isEqualTo(note);
        assertThat(finding.rung()).isEqualTo(rung);
        assertThat(finding.step()).isEqualTo(step);
        assertThat(verdict.at(Rung.FREE).judged()).isFalse();
        assertThat(verdict.at(Rung.FREE).note()).isEqualTo("not climbed, because the candidate failed below");
    }

    static Stream<Arguments> programsThatHang() {
        String late = "the program did not answer \"%s\" within 0.5 s";
        String hint = " (if it did write an answer, it may have to flush its standard output)";
        return Stream.of(
                Arguments.of(SLEEP, late.formatted("init") + hint),
                Arguments.of(SLEEP + " | " + SLEEP + " & " + SLEEP, late.formatted("init") + hint),
                Arguments.of("trap '' TERM; " + SLEEP + "; " + SLEEP, late.formatted("init") + hint),
                Arguments.of(OK + SLEEP, late.formatted("step") + hint),
                Arguments.of(
                        "printf '{\"ok\": true}'; " + SLEEP,
                        late.formatted("init") + ": it wrote no line feed after {\"ok\": true}"),
                Arguments.of(
                        "read r; exec 0<&-; echo '{\"ok\": true}'; " + SLEEP,
                        late.formatted("step") + ": it had closed its standard input"),
                Arguments.of(
                        OK + "exec 1>&-; " + SLEEP,
                        "the program closed its standard output before it answered \"step\""),
                Arguments.of(
                        "echo waiting >&2; " + SLEEP,
                        late.formatted("init") + hint + "; the end of its standard error:\n  waiting"));
    }

    @ParameterizedTest
    @MethodSource("programsThatHang")
    void aProgramThatHangsIsEnded(String command, String note) throws InterruptedException {
        Finding finding = judge(DENSE, 5, impatient(command, 500)).verdict().decisive();
        assertThat(finding.note()).isEqualTo(note);
        assertThat(leftOf(SLEEP)).isEmpty();
    }

    @Test
    void aProgramThatDoesNotReadItsLongRequestIsEnded() throws InterruptedException {
        // More than any pipe holds, so that it is the writing that would wait for ever.
        var network = ExamplePrograms.run(
                        List.of(new lockstep.model.LayerSpec(
                                40_000, lockstep.model.Activation.TANH, true, new lockstep.model.Init.Uniform(0, 1))),
                        DENSE.network().optimizer(),
                        DENSE.network().reduction(),
                        1)
                .network();
        try (ProgramEngine engine = impatient(SLEEP, 500).of(network)) {
            assertThatThrownBy(() -> engine.loadWeights(new double[network.weightCount()]))
                    .hasMessageStartingWith("the program did not answer \"init\" within 0.5 s");
        }
        assertThat(leftOf(SLEEP)).isEmpty();
    }

    @Test
    void aProgramThatDoesNotEndWithItsInputIsEnded() throws InterruptedException {
        String answers = "while read r; do echo '{\"ok\": true}'; done; " + SLEEP;
        try (ProgramEngine engine = program(answers).of(DENSE.network())) {
            engine.loadWeights(DENSE.start().weights());
            assertThat(running(SLEEP)).isNotEmpty();
        }
        assertThat(leftOf(SLEEP)).isEmpty();
    }

    @Test
    void anInterruptEndsTheProgram() throws InterruptedException {
        var judging = new FutureTask<>(() -> judge(DENSE, 5, program(SLEEP)));
        Thread thread = new Thread(judging);
        thread.start();
        while (running(SLEEP).isEmpty()) {
            Thread.sleep(10);
        }
        thread.interrupt();
        thread.join(Duration.ofSeconds(30).toMillis());
        assertThatThrownBy(judging::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(leftOf(SLEEP)).isEmpty();
    }

    @Test
    void standardErrorMayBeAnything() throws InterruptedException {
        String noisy = "(while : " + SLEEP + "; do echo noise; done) >&2 & exec python3 " + ExamplePrograms.PYTHON;
        assertThat(judge(DENSE, 5, program(noisy)).verdict().kind()).isEqualTo(Verdict.Kind.AGREE);
        assertThat(leftOf(SLEEP)).isEmpty();
    }

    @Test
    void theLastTwentyLinesOfStandardErrorAreKept() {
        String command = "i=0; while [ $i -lt 500 ]; do i=$((i + 1)); echo line $i >&2; done; exit 1";
        String note = judge(DENSE, 5, program(command)).verdict().decisive().note();
        assertThat(note.lines()).hasSize(21);
        assertThat(note).contains("\n  line 481\n").endsWith("\n  line 500");
    }

    @Test
    void aProgramThatDiesOnTheWay(@TempDir Path folder) {
        Parity parity = judge(
                DENSE, 50, changedPython(folder, "self.mean else 1\n", COUNT + "== 13: raise KeyError('velocity')\n"));

        Finding finding = parity.verdict().decisive();
        assertThat(finding.rung()).isEqualTo(Rung.LOCKED);
        assertThat(finding.step()).isEqualTo(12);
        assertThat(finding.quantity()).isEqualTo("answer");
        assertThat(finding.note())
                .startsWith("the program ended with exit status 1 before it answered \"step\"; the end of its standard"
                        + " error:\n  Traceback (most recent call last):\n")
                .endsWith("\n  KeyError: 'velocity'");
        assertThat(parity.trace().steps()).isZero();
    }

    @Test
    void aProgramThatDiesInTheFreeRunOnlyLeavesTheTraceSoFar(@TempDir Path folder) {
        Parity parity = judge(
                DENSE,
                20,
                changedPython(
                        folder,
                        "self.mean else 1\n",
                        COUNT + "== 8: raise ValueError('it is enough')\n",
                        "        network.weights = message[\"weights\"]\n",
                        "        network.weights = message[\"weights\"]\n        network.made = 0\n"));

        Finding finding = parity.verdict().decisive();
        assertThat(finding.rung()).isEqualTo(Rung.FREE);
        assertThat(finding.step()).isEqualTo(7);
        assertThat(finding.note()).isEqualTo("the program answered with an error: it is enough");
        assertThat(parity.trace().steps()).isEqualTo(7);
        assertThat(parity.trace().candidateLoss()).hasSize(7).doesNotContain(0.0);
    }

    @Test
    void aLossThatIsNoNumber(@TempDir Path folder) {
        Verdict verdict = judge(DENSE, 5, changedPython(folder, "\"loss\": loss / n", "\"loss\": float('nan')"))
                .verdict();
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.DISAGREE);
        assertThat(verdict.decisive().rung()).isEqualTo(Rung.GRADIENT);
        assertThat(verdict.decisive().quantity()).isEqualTo("loss");
        assertThat(verdict.decisive().candidate()).isNaN();
        assertThat(verdict.decisive().note()).isEqualTo("the candidate's is no number: 0 / 0, or something overflowed");
    }

    @Test
    void aCommandThatCannotBeStartedIsToldFromAProgramThatFails() {
        double[] weights = DENSE.start().weights();
        assertThatThrownBy(() -> program("no-such-program --fast").startingWeights(DENSE.network(), weights))
                .hasMessageStartingWith("the command cannot be started: no-such-program --fast\n")
                .hasMessageContaining("exit status 127");
        assertThatThrownBy(() -> program("./pom.xml").startingWeights(DENSE.network(), weights))
                .hasMessageContaining("exit status 126")
                .hasMessageContaining("pom.xml");
        assertThat(program("exit 1").startingWeights(DENSE.network(), weights)).isEqualTo(weights);
        assertThat(ExamplePrograms.python().startingWeights(DENSE.network(), weights))
                .isEqualTo(weights);
    }

    /** What is left, after a moment, of the processes whose command line has this: being killed takes its time. */
    private static List<String> leftOf(String command) throws InterruptedException {
        List<String> left = running(command);
        for (int tries = 0; tries < 50 && !left.isEmpty(); tries++) {
            Thread.sleep(20);
            left = running(command);
        }
        return left;
    }

    private static List<String> running(String command) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(command))
                .toList();
    }
}
