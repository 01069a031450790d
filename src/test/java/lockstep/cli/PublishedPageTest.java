package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it docs/published.md could show a table of papers that no longer comes out so. */
class PublishedPageTest {

    private static final String BEGIN = "row ";

    @TempDir
    private Path folder;

    /** A minute, of eight races of 2,000 runs. */
    @Tag("exhaustive")
    @Test
    void theTableIsWhatComesOut() throws IOException {
        StringWriter out = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .execute("run", "--out", folder.toString(), "configs/published");

        assertThat(status).isZero();
        assertThat(table(Files.readAllLines(Path.of("docs/published.md"))))
                .isEqualTo(table(out.toString().lines().toList()));
    }

    /** From its heading to the line that is not of it; the pages show smaller ones after it. */
    private static List<String> table(List<String> lines) {
        List<String> from =
                lines.stream().dropWhile(line -> !line.startsWith(BEGIN)).toList();
        return from.stream()
                .takeWhile(line -> !line.isEmpty() && !line.equals("```"))
                .toList();
    }
}
