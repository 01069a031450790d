package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it {@code docs/traces.md} could show a loop that records nothing, or lines that no trace has. */
class TracesPageTest {

    @TempDir
    private Path folder;

    @Test
    void theLoopWithoutALibraryIsRight() throws IOException {
        Loop.Said said = Loop.shown("lockstep_numpy").run("python3", folder);
        assertThat(said.status()).as(said.out()).isZero();

        Loop.Said verdict = Loop.verify(folder);

        assertThat(verdict.status()).as(verdict.out()).isZero();
        assertThat(verdict.out())
                .contains("verified against " + folder.resolve("run.jsonl") + " over 100 steps")
                .containsPattern("\nsgd +agree ");
    }

    @Test
    void aFaultInItIsNamed() throws IOException {
        Loop.shown("lockstep_numpy").with("(1 - y * y)", "y * (1 - y)").run("python3", folder);

        Loop.Said verdict = Loop.verify(folder);

        assertThat(verdict.status()).isEqualTo(1);
        assertThat(verdict.unwrapped())
                .contains("sgd disagrees with the trace at step 0, rung free, layer 1, gradient of")
                .contains("Likely fault: ");
    }

    /** The lines that the page shows are the first two of that loop. */
    @Test
    void itsLinesAreATrace() throws IOException {
        List<String> lines = Pattern.compile("```json\n(.*?)\n```")
                .matcher(Files.readString(Path.of("docs", "traces.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(lines).hasSize(2);
        Files.write(folder.resolve("run.jsonl"), lines);

        Loop.Said verdict = Loop.verify(folder);

        assertThat(verdict.status()).as(verdict.out()).isZero();
        assertThat(verdict.out()).contains(" over 1 step\n");
    }

    /** PyTorch's dampening, written by hand: the first velocity is the whole gradient. */
    @Test
    void aFormIsDeclaredInTheFirstLine() throws IOException {
        Loop dampened = Loop.shown("lockstep_numpy")
                .with(
                        "rate, W, b = 0.2,",
                        "v = None\nrate, W, b = 0.2,",
                        "{\"kind\": \"sgd\", \"learning_rate\": rate}",
                        "{\"kind\": \"momentum\", \"learning_rate\": rate, \"momentum\": 0.5}",
                        "    W = [[w[0] - rate * dw[0]] for w, dw in zip(W, dW)]\n",
                        """
                            g = [*dW, db]
                            v = [[0.5 * p[0] + 0.5 * q[0]] for p, q in zip(v, g)] if v else g
                            W = [[w[0] - rate * u[0]] for w, u in zip(W, v)]
                        """,
                        "b[0] - rate * db[0]",
                        "b[0] - rate * v[2][0]");
        dampened.run("python3", folder);
        assertThat(Loop.verify(folder).unwrapped()).contains("Likely fault: first_gradient_whole.");

        dampened.with("\"momentum\": 0.5}", "\"momentum\": 0.5}, forms=[\"first_gradient_whole\"]")
                .run("python3", folder);
        Loop.Said verdict = Loop.verify(folder);

        assertThat(verdict.status()).as(verdict.out()).isZero();
        assertThat(verdict.unwrapped()).contains("Judged in forms that are not DL4J's");
    }
}
