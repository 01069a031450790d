package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lockstep.work.Interruption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a trace that was damaged anywhere could end in a stack trace, or be called right where nobody looked. */
class DamagedTraceTest {

    private static final String DIGITS = "9".repeat(10_000);

    /** What the example answers on dense.yaml: init, and forty steps. */
    private static List<String> whole = List.of();

    @TempDir
    private static Path folder;

    private record Answer(int status, String out, String err) {}

    @BeforeAll
    static void record() throws IOException {
        Path config = Files.writeString(
                folder.resolve("dense.yaml"),
                Files.readString(Path.of("configs/dense.yaml")).replace("steps: 2000", "steps: 40"));
        Path trace = folder.resolve("whole.jsonl");
        Answer answer =
                verify(config.toString(), "--against", "python3 examples/bpnn.py", "--record", trace.toString());
        assertThat(answer.status).as(answer.out).isZero();
        whole = Files.readAllLines(trace);
        assertThat(whole).hasSize(41);
    }

    /** Of the line of step 11, what is damaged in it, and what is said. */
    static Stream<Arguments> damagedSteps() {
        return Stream.of(
                damage("cut", line -> line.substring(0, line.length() / 2), "is not JSON (column "),
                damage("no bytes of text", line -> "\0\1\uFFFD", "is not JSON (column 1): "),
                damage("Python's quotes", line -> line.replace('"', '\''), "is not JSON (column 2): {'op'"),
                damage("twice", line -> line + line, "goes on after its end; expected one object on a line: "),
                damage(
                        "another batch",
                        line -> line.replace("\"targets\":[", "\"targets\":[[1,2,3,4],"),
                        "has 1 rows of inputs and 2 of targets; expected one of each per example: "),
                damage(
                        "NaN as an input",
                        line -> line.replaceFirst("\"inputs\":\\[\\[[^,]*", "\"inputs\":[[NaN"),
                        "has NaN in inputs, row 1; expected finite numbers: "),
                damage(
                        "another network",
                        line -> "{\"inputs\": [[1, 2]], \"targets\": [[1]], \"loss\": 0.5}",
                        "has 2 numbers in inputs, row 1; expected 3, one per unit: "),
                damage(
                        "another network's weights",
                        line -> line.replaceFirst("\"weights\":\\[", "\"weights\":[[[1],[2]],"),
                        "has 1 numbers in weights of layer 1, row 1; expected 4, one per unit: "),
                damage("init", line -> whole.get(0), "has the string \"init\" as op; expected \"step\": a trace is"),
                damage(
                        "a number of many digits",
                        line -> line.replaceFirst("\"loss\":[^,]*", "\"loss\":" + DIGITS),
                        "has a number of more digits, or more brackets within each other, than any right line: "),
                damage(
                        "a number of very many",
                        line -> line.replaceFirst("\"loss\":[^,]*", "\"loss\":" + DIGITS.repeat(2000)),
                        "is too long; it begins: "),
                damage("brackets", line -> "{\"weights\":" + "[".repeat(3000), "has "),
                damage("step 12", line -> "{\"step\":12," + line.substring(1), "is step 12; expected step 11: "),
                damage("no such step", line -> "{\"step\":99999999999," + line.substring(1), "is step 99999999999; "));
    }

    private static Arguments damage(String what, UnaryOperator<String> of, String said) {
        return Arguments.of(what, of, said);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagedSteps")
    void theLineIsNamedAndWhatCameBeforeItIsJudged(String what, UnaryOperator<String> damage, String said)
            throws IOException {
        Answer answer = verify("--quiet", "--trace", changed(12, damage).toString());

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.err).isEmpty();
        assertThat(answer.out.replaceAll("\\s+", " "))
                .startsWith("momentum disagrees with the trace at step 11, rung free: line 13 of ")
                .contains("damaged.jsonl " + said.strip(), "; the 11 steps before it agree", "momentum (no answer)");
    }

    /** Of the first two lines the network and the first batch are made: without them there is nothing to judge. */
    static Stream<Arguments> damagedBeginnings() {
        String firstWeight = "\"weights\":\\[\\[\\[[^,]*";
        String firstInput = "\"inputs\":\\[\\[[^,]*";
        return Stream.of(
                beginning(0, line -> line.substring(0, 200), "1:201: found invalid YAML here: "),
                beginning(0, line -> whole.get(1), "1:1: found a mapping, expected a trace, which begins with {\"op\""),
                beginning(0, line -> line.replaceFirst(firstWeight, "\"weights\":[[[NaN"), "found \"NaN\", expected a"),
                beginning(0, line -> line.replaceFirst(firstWeight, "\"weights\":[[[" + DIGITS), "expected a finite"),
                beginning(
                        0, line -> line.replaceFirst("\"units\":4", "\"units\":5"), "found 4 weights in the row, exp"),
                beginning(0, line -> line.replaceFirst("\"units\":4", "\"units\":1000000000"), "found 1000000000, exp"),
                beginning(1, line -> line.substring(0, 50), "2:51: found invalid YAML here: "),
                beginning(
                        1, line -> line.replaceFirst(firstInput, "\"inputs\":[[NaN"), "2:25: found \"NaN\", expected"),
                beginning(1, line -> "{\"loss\":" + "[".repeat(3000), "2:58: found lists or mappings nested 51 deep"));
    }

    private static Arguments beginning(int line, UnaryOperator<String> damage, String said) {
        return Arguments.of(line, damage, said);
    }

    @ParameterizedTest
    @MethodSource("damagedBeginnings")
    void aTraceWithoutABeginningIsRefused(int line, UnaryOperator<String> damage, String said) throws IOException {
        Path trace = changed(line, damage);
        Answer answer = verify("--trace", trace.toString());

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err).startsWith(trace + ":" + (line + 1) + ":").contains(said);
    }

    /** YAML reads more digits than the judge. */
    @Test
    void aFirstStepThatCannotBeJudgedIsNoAnswer() throws IOException {
        Path trace = changed(1, line -> line.replaceFirst("\"loss\":[^,]*", "\"loss\":" + DIGITS));
        Answer answer = verify("--quiet", "--trace", trace.toString());

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out.replaceAll("\\s+", " ")).contains("line 2 of ", "has a number of more digits");
    }

    /** These are lines like others; what they say is wrong. */
    @Test
    void whatIsNotFiniteOrInAnotherOrderDisagreesThere() throws IOException {
        assertDisagrees(changed(12, line -> line.replaceFirst("\"weights\":\\[\\[\\[[^,]*", "\"weights\":[[[NaN")), 11);
        assertDisagrees(changed(12, line -> line.replaceFirst("\"loss\":[^,]*", "\"loss\":NaN")), 11);
        List<String> reordered = new ArrayList<>(whole);
        reordered.add(12, reordered.remove(14));
        assertDisagrees(written(reordered), 11);
        List<String> shortened = new ArrayList<>(whole);
        shortened.remove(12);
        assertDisagrees(written(shortened), 11);
    }

    private static void assertDisagrees(Path trace, int step) {
        Answer answer = verify("--trace", trace.toString());
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out.replaceAll("\\s+", " "))
                .contains("momentum disagrees with the trace at step " + step + ", rung free, ");
    }

    @Test
    void aRunThatWasStoppedLosesItsLastStep() throws IOException {
        String text = String.join("\n", whole);
        Path trace = Files.writeString(folder.resolve("damaged.jsonl"), text.substring(0, text.length() - 100));
        Answer answer = verify("--trace", trace.toString());

        assertThat(answer.status).isZero();
        assertThat(answer.out).contains(" over 39 steps\n");
        assertThat(answer.out.replaceAll("\\s+", " "))
                .contains("the trace ends in the middle of step 39, which was not judged");
    }

    private static Path changed(int line, UnaryOperator<String> damage) throws IOException {
        List<String> lines = new ArrayList<>(whole);
        lines.set(line, damage.apply(lines.get(line)));
        assertThat(lines).isNotEqualTo(whole);
        return written(lines);
    }

    private static Path written(List<String> lines) throws IOException {
        return Files.write(folder.resolve("damaged.jsonl"), lines, StandardCharsets.UTF_8);
    }

    private static Answer verify(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("verify", "--out", folder.resolve("results").toString()));
        all.addAll(Arrays.asList(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Answer(status, out.toString(), err.toString());
    }
}
