package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it {@code docs/bring-your-own.md} could show what no program answers and no verdict says. */
class BringYourOwnTest {

    private static final Path EXAMPLE = Path.of("examples/bpnn.py");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(e[+-]\\d+)?");

    @TempDir
    private Path folder;

    @Test
    void theSessionIsReal() throws IOException, InterruptedException {
        List<String> session = page().lines()
                .filter(line -> line.startsWith("> {") || line.startsWith("< {"))
                .toList();
        List<String> requests = session.stream()
                .filter(line -> line.startsWith(">"))
                .map(line -> line.substring(2))
                .toList();
        List<String> answers = session.stream()
                .filter(line -> line.startsWith("<"))
                .map(line -> line.substring(2))
                .toList();
        assertThat(requests).hasSize(5).hasSameSizeAs(answers);

        Path input = Files.write(folder.resolve("requests"), requests);
        Process process = new ProcessBuilder("python3", EXAMPLE.toString())
                .redirectInput(input.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertSame(output, String.join("\n", answers) + "\n");
    }

    @Test
    void theAgreementIsReal() throws IOException {
        String output = verify("python3 " + EXAMPLE);
        // Where most of the tolerance is used depends on the last bits of the platform's tanh.
        String row = "momentum   agree +\\d+ %  (?:locked|free) +\\d+\n";
        String above = output.substring(0, output.indexOf("momentum "));
        assertThat(page()).containsPattern(Pattern.quote(above) + row);
        assertThat(output).containsPattern("\n" + row);
    }

    @Test
    void theDisagreementIsReal() throws IOException {
        Path mine = folder.resolve("mine.py");
        Files.writeString(mine, Files.readString(EXAMPLE).replace("row[j] += v * d\n", "row[j] = v * d\n"));
        String output = verify("python3 " + mine);

        String page = page();
        int from = page.indexOf("dense: 3-4-4", page.indexOf("## The verdict"));
        String shown = page.substring(from, page.indexOf("```", from));
        assertSame(output.substring(0, output.indexOf("\nNOT AS EXPECTED")).replace(mine.toString(), "mine.py"), shown);
    }

    /** As the page says: it needs nothing but Lockstep's own classes to be compiled. */
    @Test
    void theJavaClassIsRight() throws IOException {
        String page = page();
        int from = page.indexOf("```java\n") + "```java\n".length();
        Path source = Files.writeString(folder.resolve("Mine.java"), page.substring(from, page.indexOf("```", from)));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", "target/classes", "-d", folder.toString(), source.toString());
        assertThat(status).isZero();

        StringWriter out = new StringWriter();
        Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .execute(
                        "verify",
                        "--out",
                        folder.resolve("results").toString(),
                        "configs/dense.yaml",
                        "--engine",
                        "Mine",
                        "--class-path",
                        folder.toString());
        assertThat(out.toString())
                .contains("verified against Mine over 2000 steps")
                .containsPattern("\nmomentum +agree ");
    }

    /** All but the last digits of the numbers, which depend on the platform's {@code tanh}. */
    private static void assertSame(String found, String shown) {
        assertThat(NUMBER.matcher(found).replaceAll("N"))
                .isEqualTo(NUMBER.matcher(shown).replaceAll("N"));
        List<Double> expected = numbers(shown);
        List<Double> actual = numbers(found);
        for (int i = 0; i < expected.size(); i++) {
            // A central difference has ten digits. The share of the tolerance is shown with two, and those are the same
            // everywhere:
            // what rounding may do is measured on scalar networks.
            assertThat(actual.get(i)).isCloseTo(expected.get(i), within(1e-9 * Math.abs(expected.get(i))));
        }
    }

    private static List<Double> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(Double::valueOf)
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/bring-your-own.md"));
    }

    private String verify(String command) {
        StringWriter out = new StringWriter();
        Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .execute(
                        "verify",
                        "--out",
                        folder.resolve("results").toString(),
                        "configs/dense.yaml",
                        "--against",
                        command);
        return out.toString();
    }
}
