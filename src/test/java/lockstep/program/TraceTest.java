package lockstep.program;

import static lockstep.program.ExamplePrograms.DENSE;
import static lockstep.program.ExamplePrograms.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Precision;
import lockstep.model.Reduction;
import lockstep.model.Run;
import lockstep.model.Tolerance;
import lockstep.optim.Adam;
import lockstep.optim.Momentum;
import lockstep.parity.ParityCheck;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;
import lockstep.scalar.ControlNetwork;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a recorded run could be called right that was not looked at, or wrong because its recorder left something out. */
class TraceTest {

    private static final int STEPS = 60;

    @TempDir
    Path folder;

    @Test
    void aRightTraceAgreesWhateverItLeavesOut() {
        List<String> whole = lines(DENSE);

        assertThat(verdict(DENSE, whole).word()).isEqualTo("agree");
        assertThat(verdict(DENSE, without(whole, "weights", 10)).word()).isEqualTo("agree");
        assertThat(verdict(DENSE, without(whole, "weights", 0)).word()).isEqualTo("agree");
        assertThat(verdict(DENSE, without(whole, "gradient", 0)).word()).isEqualTo("agree");
        assertThat(verdict(DENSE, without(without(whole, "gradient", 0), "weights", 10))
                        .word())
                .isEqualTo("agree");
        assertThat(verdict(DENSE, without(without(whole, "gradient", 0), "weights", 0))
                        .word())
                .isEqualTo("agree");
    }

    @Test
    void whatTheRuleStandsInForIsSaid() {
        Verdict verdict = verdict(DENSE, without(lines(DENSE), "weights", 10));

        assertThat(verdict.at(Rung.FREE).note())
                .isEqualTo("after 54 of 60 steps it tells no weights: the rule on its gradients stands in for them");
        assertThat(verdict.judgedSteps()).isEqualTo(STEPS);
        // Nine steps' roundings of a weight are allowed beside what they changed, not one step's.
        assertThat(verdict.sharpness().rate()).isBetween(1e-15, 1e-11);
    }

    /** A fault in step 25, in what a trace has every time, every tenth time or never. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, gradient, 25, gradient of weight[0][0]",
        "10, 1, gradient, 25, gradient of weight[0][0]",
        "0, 1, gradient, 25, gradient of weight[0][0]",
        "1, 1, loss, 25, loss",
        "10, 1, loss, 25, loss",
        "1, 0, loss, 25, loss",
        "10, 0, loss, 25, loss",
        "0, 0, loss, 25, loss",
        "1, 1, weights, 25, new weight[0][0]",
        "1, 0, weights, 25, new weight[0][0]"
    })
    void aFaultIsFoundWhereItIs(int weightsEvery, int gradientsEvery, String what, int step, String quantity) {
        List<String> lines = lines(DENSE);
        lines.set(1 + 25, off(lines.get(1 + 25), what));
        lines = gradientsEvery == 0 ? without(lines, "gradient", 0) : lines;
        lines = weightsEvery == 1 ? lines : without(lines, "weights", weightsEvery);

        Verdict verdict = verdict(DENSE, lines);

        assertThat(verdict.word()).isEqualTo("disagree");
        assertThat(verdict.decisive().step()).isEqualTo(step);
        assertThat(verdict.decisive().quantity()).isEqualTo(quantity);
    }

    /** From step 25 on the candidate has a rate that is off by 1e-6, and tells its weights after every tenth step. */
    @Test
    void aWrongRateIsFoundBetweenToldWeights() {
        Run other = dense(new Momentum(0.1 * (1.0 + 1e-6), 0.9), Reduction.MEAN);
        List<String> right = lines(DENSE);
        List<String> wrong = lines(other);
        wrong.set(0, right.get(0));

        Verdict verdict = verdict(DENSE, without(wrong, "weights", 10));

        assertThat(verdict.word()).isEqualTo("disagree");
        assertThat(verdict.decisive().step()).isBetween(1, 9);
    }

    @Test
    void singlePrecisionIsJudgedByItsOwnRounding() {
        Run run = dense(new Adam(0.01, 0.9, 0.999, 1e-8), Reduction.MEAN).in(Precision.FLOAT);
        // The scalar network's own numbers, rounded as a program in floats would write them.
        List<String> lines = lines(run);

        assertThat(verdict(run, lines).word()).isIn("agree", "chaotic");
        assertThat(verdict(run, without(lines, "weights", 10)).word()).isIn("agree", "chaotic");
        lines.set(26, off(lines.get(26), "gradient"));
        assertThat(verdict(run, lines).decisive().step()).isEqualTo(25);
    }

    @Test
    void aTraceMayBeZippedAndEndInTheMiddle() throws IOException {
        List<String> lines = lines(DENSE);
        String text = String.join("\n", lines);
        Path cut = folder.resolve("cut.jsonl");
        Files.writeString(cut, text.substring(0, text.length() - 40));
        Path zipped = folder.resolve("run.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        Verdict ofCut = verdict(DENSE, trace(cut));
        assertThat(ofCut.word()).isEqualTo("agree");
        assertThat(ofCut.steps()).isEqualTo(STEPS - 1);
        assertThat(ofCut.at(Rung.FREE).note())
                .isEqualTo("the trace ends in the middle of step 59, which was not judged");
        assertThat(verdict(DENSE, trace(zipped)).steps()).isEqualTo(STEPS);
        byte[] bytes = Files.readAllBytes(zipped);
        Files.write(zipped, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(verdict(DENSE, trace(zipped)).word()).isEqualTo("agree");
    }

    @Test
    void aDamagedLineIsNamedAndWhatCameBeforeIsJudged() {
        String second = "{\"op\": \"init\"}";
        String digits = "9".repeat(10_000);
        assertDamage(
                line -> second,
                "line 27 of .* has the string \"init\" as op; expected \"step\": a trace is of one run.*");
        assertDamage(
                line -> line.replaceFirst("\"loss\":[^,]*", "\"loss\":" + digits),
                "line 27 of .* has a number of more digits, .* than any right line: .*");
        assertDamage(
                line -> line.replaceFirst("\"inputs\":\\[\\[[^,]*,", "\"inputs\":[["),
                "line 27 of .* has 2 numbers in inputs, row 1; expected 3.*");
        assertDamage(
                line -> line.replaceFirst("\"targets\":\\[\\[[^\\]]*\\],", "\"targets\":["),
                "line 27 of .* has 2 rows of inputs and 1 of targets.*");
        assertDamage(
                line -> line.replaceFirst("\"inputs\":\\[\\[[^,]*,", "\"inputs\":[[NaN,"),
                "line 27 of .* has NaN in inputs, row 1; expected finite.*");
        assertDamage(
                line -> line.replaceFirst("\"weights\":\\[\\[", "\"weights\":[[[1,2],"),
                "line 27 of .* has 2 numbers in weights of layer 1, row 1; expected 4.*");
        assertDamage(line -> "[1, 2]", "line 27 of .* is an array; expected an object.*");
        assertDamage(line -> line.substring(0, line.length() / 2), "line 27 of .* is not JSON.*");
        assertDamage(
                line -> line.replaceFirst("\\{", "{\"step\": 24, "),
                "line 27 of .* is step 24; expected step 25: steps are missing, .*");
        assertDamage(
                line -> line.replaceFirst("\"loss\"", "\"losss\""),
                "line 27 of .* has the key \"losss\"; expected step, inputs.*");
    }

    @Test
    void stepsInAnotherOrderGoFromOtherWeights() {
        List<String> lines = lines(DENSE);
        lines.add(20, lines.remove(30));

        Finding finding = verdict(DENSE, lines).decisive();
        assertThat(finding.holds()).isFalse();
        assertThat(finding.step()).isEqualTo(19);
    }

    @Test
    void whatIsNoTraceIsSaid() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "\n\n");
        Path alone =
                Files.writeString(folder.resolve("alone.jsonl"), lines(DENSE).get(0) + "\n");

        assertThatThrownBy(() -> TraceFile.of(folder.resolve("none.jsonl")))
                .hasMessageEndingWith("found no such file, expected a trace: lines of JSON");
        assertThatThrownBy(() -> TraceFile.of(empty)).hasMessageContaining("found an empty file, expected a trace");
        assertThatThrownBy(() -> TraceFile.of(alone)).hasMessageContaining("found one line, expected a trace");
    }

    private void assertDamage(UnaryOperator<String> damage, String message) {
        List<String> lines = lines(DENSE);
        lines.set(26, damage.apply(lines.get(26)));

        Verdict verdict = verdict(DENSE, lines);

        assertThat(verdict.word()).isEqualTo("no answer");
        assertThat(verdict.decisive().step()).isEqualTo(25);
        assertThat(verdict.decisive().note()).matches(message).endsWith("; the 25 steps before it agree");
    }

    private Verdict verdict(Run run, List<String> lines) {
        try {
            return verdict(run, trace(Files.write(folder.resolve("run.jsonl"), lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TraceFile trace(Path file) {
        try {
            return TraceFile.of(file);
        } catch (TraceFile.WrongException e) {
            throw new AssertionError(e);
        }
    }

    private static Verdict verdict(Run run, TraceFile trace) {
        Precision precision = run.network().precision();
        Tolerance tolerance = precision == Precision.DOUBLE ? Tolerance.DEFAULT : precision.tolerance();
        return new ParityCheck(tolerance, trace.length())
                .judge(run, ControlNetwork::new, () -> trace.steps(run.network()), Progress.NONE)
                .verdict();
    }

    /** What the scalar network would write down of a run, in its precision; batches, gradients and weights in the protocol's form. */
    private static List<String> lines(Run run) {
        Requests requests = new Requests(run.network());
        Run.Start start = run.start();
        Batches batches = start.batches();
        double[] weights = start.weights();
        double[] gradient = new double[weights.length];
        List<String> lines = new ArrayList<>(List.of(text(requests.init(weights))));
        try (Engine engine = new ControlNetwork(run.network())) {
            engine.loadWeights(weights);
            for (int step = 0; step < STEPS; step++) {
                var batch = batches.next();
                String request = text(requests.step(batch));
                double loss = engine.step(batch);
                engine.readGradient(gradient);
                engine.readWeights(weights);
                run.network().precision().round(gradient);
                run.network().precision().round(weights);
                engine.loadWeights(weights);
                lines.add(request.substring(0, request.length() - 1)
                        + ",\"loss\":" + run.network().precision().rounded(new double[] {loss})[0]
                        + ",\"gradient\":" + layers(requests, gradient)
                        + ",\"weights\":" + layers(requests, weights) + "}");
            }
        }
        return lines;
    }

    private static String layers(Requests requests, double[] values) {
        String message = text(requests.weights(values));
        return message.substring(message.indexOf("[[["), message.length() - 1);
    }

    private static String text(byte[] request) {
        return new String(request, StandardCharsets.UTF_8).strip();
    }

    /** Leaves an array out but for every so-and-so-many-th step; of none if that is 0. */
    private static List<String> without(List<String> lines, String key, int every) {
        List<String> others = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            boolean kept = line == 0 || (every > 0 && line % every == 0);
            others.add(
                    kept
                            ? lines.get(line)
                            : lines.get(line).replaceFirst(",\"" + key + "\":\\[\\[\\[.*?\\]\\]\\]", ""));
        }
        return others;
    }

    /** The first number under a key, a thousandth larger. */
    private static String off(String line, String key) {
        var number = Pattern.compile("\"" + key + "\":\\[*([-0-9.E]+)").matcher(line);
        assertThat(number.find()).isTrue();
        return line.substring(0, number.start(1))
                + Double.parseDouble(number.group(1)) * 1.001
                + line.substring(number.end(1));
    }
}
