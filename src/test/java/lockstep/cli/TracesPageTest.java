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
}
