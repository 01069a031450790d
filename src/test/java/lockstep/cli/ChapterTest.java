package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it what the chapter teaches could come out otherwise here, and no page would notice. */
class ChapterTest {

    @TempDir
    private Path folder;

    private record Answer(int status, String out, String err) {}

    /** The truth tables, by hand: of 00, 01, 10, 11; of the chained gates the inputs are what NAND and OR answer to these. */
    @ParameterizedTest
    @CsvSource({"and, 0001", "nand, 1110", "or, 0111", "xor-chained, 0110", "xor, 0110"})
    void theGates(String gate, String truth) throws IOException {
        Answer answer = execute("run", "configs/chapter/gates/gate-" + gate + ".yaml");

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isZero();
        assertThat(answer.out)
                .contains("nothing learns", "As expected: every output is that of its target, and DL4J has the same.")
                .doesNotContain("wrong");
        List<String> rows = rows("chapter-gate-" + gate + "/outputs.csv");
        assertThat(rows.get(0)).isEqualTo("optimizer,example,input_1,input_2,target_1,scalar_1,candidate_1,failure");
        for (int e = 0; e < 4; e++) {
            String bit = truth.charAt(e) + ".0";
            assertThat(rows.get(e + 1))
                    .startsWith("," + (e + 1) + ",")
                    .endsWith("," + bit + "," + bit + "," + bit + ",");
        }
    }

    @Test
    void theChainedGateIsFedWithWhatTheOthersAnswer() throws IOException {
        execute("run", "--quiet", "configs/chapter/gates");

        List<String> nand = rows("chapter-gate-nand/outputs.csv");
        List<String> or = rows("chapter-gate-or/outputs.csv");
        List<String> chained = rows("chapter-gate-xor-chained/outputs.csv");
        for (int e = 1; e <= 4; e++) {
            assertThat(field(chained, e, 2)).isEqualTo(field(nand, e, 5));
            assertThat(field(chained, e, 3)).isEqualTo(field(or, e, 5));
        }
    }

    @Test
    void aGateThatIsNotOneFails() throws IOException {
        String and = Files.readString(Path.of("configs/chapter/gates/gate-and.yaml"));
        Path wrong =
                Files.writeString(folder.resolve("wrong.yaml"), and.replace("[[1], [1], [-1]]", "[[1], [1], [0]]"));

        Answer answer = execute("verify", "--quiet", wrong.toString());

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out)
                .isEqualToIgnoringNewLines(
                        "NOT AS EXPECTED: 2 of 4 answers are wrong (farther than 0.4 from the target),"
                                + "  and DL4J has the same.");
    }

    @Test
    void aProgramWithoutOutputsIsToldApartFromWrongOnes() {
        Answer answer = execute(
                "verify",
                "--quiet",
                "--against",
                "read -r request; echo '{\"error\": \"no step here\"}'",
                "configs/chapter/gates/gate-nand.yaml");

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out.replaceAll("\\s+", " "))
                .startsWith("NOT AS EXPECTED: of the scalar network, every output is that of its target; of the program"
                        + " there are no outputs: the program answered with an error: no step here");
    }

    /** Each step multiplies the weights: at step 40 there is not a finite number left, on either side. */
    @ParameterizedTest
    @CsvSource({"'', 1, NOT AS EXPECTED: b", "'expect: {verdict: undecided, reason: too fast}', 0, As expected: b"})
    void anOverflowOfBothSidesIsNoDifference(String expect, int status, String begin) throws IOException {
        Path wild = Files.writeString(folder.resolve("wild.yaml"), """
                name: wild
                data: {source: xor}
                network:
                  layers:
                    - {units: 2, activation: identity, init: {uniform: [-0.2, 0.2]}}
                    - {units: 1, activation: identity, bias: false, init: {uniform: [-2.0, 2.0]}}
                loss: half_squared_error
                batch_size: full
                seed: 777
                optimizers: {sgd: {sgd: {learning_rate: 100}}}
                verify: {steps: 41}
                """ + expect + "\n");

        assertThat(execute("verify", wild.toString()).status).isEqualTo(status);
        Answer answer = execute("step", "--step", "40", wild.toString());

        assertThat(answer.status).isEqualTo(status);
        assertThat(answer.out.replaceAll("\\s+", " "))
                .contains(begin + "oth sides overflowed: nothing can be said from here on;"
                        + " a smaller learning rate helps. The first such figure is the sum of h1: ")
                .doesNotContain("not DL4J's");
        assertThat(execute("step", "--step", "2", wild.toString()).out.replaceAll("\\s+", " "))
                .contains("All 65 figures are DL4J's too");
    }

    /** What nothing trains has no steps, no speed and no faults of learning. */
    @Test
    void whatDoesNotLearnIsNoneOfTheOtherCommands() {
        for (String command : List.of("race", "step", "adequacy")) {
            Answer answer = execute(command, "configs/chapter/gates/gate-xor.yaml");

            assertThat(answer.status).as(command).isEqualTo(2);
            assertThat(answer.err).contains("configs/chapter/gates/gate-xor.yaml", "expected one");
        }
    }

    /** Every loss ends at 1/8, where each output is 1/2: half of (1/2)^2, for each of the four patterns. */
    @Test
    void oneLineLearnsThreeGatesAndNeverXor() throws IOException {
        Answer answer = execute("run", "configs/chapter/one-line");

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isZero();
        for (String gate : List.of("and", "or", "nand")) {
            assertThat(rows("chapter-line-" + gate + "/runs.csv").stream().skip(1))
                    .hasSize(100)
                    .allMatch(row -> row.contains(",converged,"));
        }
        assertThat(rows("chapter-line-xor/runs.csv").stream().skip(1))
                .hasSize(100)
                .allMatch(row -> row.contains(",out_of_budget,"))
                .allSatisfy(row ->
                        assertThat(Double.parseDouble(row.split(",", -1)[8])).isBetween(0.125 - 1e-9, 0.125 + 1e-9));
        assertThat(answer.out).contains("      0        1       1  0.500000  0.500000\n");
    }

    /**
     * The figures that CPython 3.11 prints of bpnn.py with random.seed(0). From the seventh on the run is chaotic: they are
     * near, but every library's tanh makes others.
     */
    @Test
    void bpnnPrintsTheErrorsOfTheOriginal() {
        Answer answer = execute("run", "configs/chapter/bpnn-demo.yaml");

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isZero();
        assertThat(answer.out).contains("""
                        bpnn, the losses of an epoch's 4 steps, added up:
                        epoch   scalar     DL4J
                            1  0.94250  0.94250
                          101  0.04287  0.04287
                          201  0.00348  0.00348
                          301  0.00164  0.00164
                          401  0.00106  0.00106
                          501  0.00078  0.00078
                        """);
    }

    /** The numbers that Matt Mazur's article prints. */
    @Test
    void aStepWrittenOut() throws IOException {
        Answer answer = execute("step", "configs/chapter/mazur.yaml");

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isZero();
        assertThat(answer.out)
                .contains(
                        "\nh1    0.377500000  0.377500000  0.593269992  0.593269992\n",
                        "\nE = 0.298371109  (DL4J's 0.298371109)\n",
                        "\nx1 -> h1    0.150000000  -0.000219284  0.149780716  0.149780716\n",
                        "\nh2 -> y2    0.550000000   0.011370121  0.561370121  0.561370121\n",
                        "\nAll 41 figures are DL4J's too: ");
        assertThat(answer.out.lines()).allMatch(line -> line.length() <= 80 || line.contains(folder.toString()));
        List<String> rows = rows("chapter-mazur/step.csv");
        assertThat(rows.get(0))
                .isEqualTo("optimizer,step,quantity,example,layer,from,unit,scalar_value,candidate_value,difference,"
                        + "central_difference");
        assertThat(rows)
                .hasSize(1 + 41 + 12)
                .anyMatch(row -> row.startsWith("sgd,0,gradient,,2,h1,y1,0.0821670405642"));
    }

    @Test
    void aStepThatCannotBeWrittenOut() {
        assertThat(execute("step", "--step", "-1", "configs/xor.yaml").status).isEqualTo(2);
        assertThat(execute("step", "--optimizer", "none", "configs/xor.yaml").err)
                .contains("--optimizer is \"none\"; expected one of sgd, momentum, nesterov, adam");
        assertThat(execute("step", "configs/two_spirals.yaml").err).contains("a page that a person can read");
        assertThat(execute("step", "configs/chapter/gates").err).contains("found 5 configs, expected one");
    }

    private List<String> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    private static String field(List<String> rows, int row, int column) {
        return rows.get(row).split(",", -1)[column];
    }

    private Answer execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(1, List.of("--out", folder.toString()));
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Answer(status, out.toString(), err.toString());
    }
}
