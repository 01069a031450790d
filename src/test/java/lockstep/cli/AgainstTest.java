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

/** Without it a program of the user's could be compared with DL4J's numbers, or overwrite them. */
class AgainstTest {

    private static final String EXAMPLE = "python3 examples/bpnn.py";

    @TempDir
    private Path folder;

    private String expectation = "";

    private String optimizers = "{momentum: {momentum: {learning_rate: 0.1, momentum: 0.9}}}";

    private record Answer(int status, String out, String err) {}

    @Test
    void aRightProgramAgrees() throws IOException {
        Answer answer = verify("--against", EXAMPLE);

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isZero();
        assertThat(answer.out)
                .contains("\nverified against python3 examples/bpnn.py over 20 steps\n", "\nmomentum   agree ")
                .doesNotContain("DL4J", "twin");
        assertThat(results("against/verdicts.csv")).content().contains("momentum,momentum,program,agree,");
        assertThat(results("against/losses.csv")).content().hasLineCount(21);
        assertThat(results("verdicts.csv")).doesNotExist();
    }

    @Test
    void theResultsOfDl4jAreLeftAlone() throws IOException {
        assertThat(verify().status).isZero();
        String ofDl4j = Files.readString(results("verdicts.csv"));
        assertThat(verify("--engine", "lockstep.scalar.ScalarNetwork").out)
                .contains("verified against ScalarNetwork over");

        assertThat(ofDl4j).contains("momentum,momentum,ours,agree,");
        assertThat(results("verdicts.csv")).hasContent(ofDl4j);
        assertThat(results("against/verdicts.csv")).content().contains("momentum,momentum,ScalarNetwork,agree,");
    }

    @Test
    void aProgramThatDiesIsAVerdictWithItsLastWords() throws IOException {
        Answer answer = verify("--against", "echo first >&2; echo last >&2; exit 5");

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out.replaceAll("\\s+", " ")).contains("exit 5, which failed before the first of 20 steps ");
        assertThat(answer.out).contains("""
                momentum disagrees with the program at rung weights: the program ended with exit
                  status 5 before it answered "init"; the end of its standard error:
                    first
                    last

                NOT AS EXPECTED: momentum (no answer);""");
        assertThat(results("against/verdicts.csv"))
                .content()
                .endsWith("\nmomentum,momentum,program,disagree,weights,,,answer,,,Infinity,20,agree,no,0\n");
        assertThat(results("against/rungs.csv"))
                .content()
                .contains("before it answered \"\"init\"\"; the end of its standard error: | first | last\",0,,,\n")
                .contains("\nmomentum,free,,,,,,,,\"not climbed");
        assertThat(results("against/losses.csv")).content().hasLineCount(1);
    }

    /** A check that a fault is still found has to fail where the program does not even start. */
    @Test
    void aProgramThatDiesIsNotTheDisagreementThatIsExpected() throws IOException {
        expectation = "expect: {verdict: disagree, reason: the program has a fault}";
        Answer answer = verify("--against", "exit 3");

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out).contains("NOT AS EXPECTED: momentum (no answer);");
        assertThat(results("against/report.html"))
                .content()
                .contains("Not as expected: momentum (no answer); the config");
    }

    /** Its losses are wrong too, so that the failure is not what decides. */
    @Test
    void aProgramThatDiesOnTheWayWasNotVerifiedToItsEnd() throws IOException {
        String program = "n=0; while read -r request; do n=$((n + 1)); [ $n -gt 5 ] && exit 1;"
                + " case $request in *step*) echo '{\"loss\": 0.5}';; *) echo '{\"ok\": true}';; esac; done";
        Answer answer = verify("--against", program);

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out.replaceAll("\\s+", " "))
                .contains("done, which failed on the way through 20 steps ", "momentum disagrees with the program at ")
                .doesNotContain("verified against");
    }

    @Test
    void theTimeLimitIsTheUsers() throws IOException {
        Answer answer = verify("--against", "sleep 100", "--timeout", "0.2");
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out.replaceAll("\\s+", " ")).contains("the program did not answer \"init\" within 0.2");

        String slowToAnswer = "read r; echo '{\"ok\": true}'; sleep 100";
        assertThat(verify("--against", slowToAnswer, "--timeout", "60,0.2").out.replaceAll("\\s+", " "))
                .contains("the program did not answer \"step\" within 0.2");
    }

    @Test
    void whyThereIsNoAnswerIsSaidOnceAndQuietlyToo() throws IOException {
        optimizers = "{momentum: {momentum: {learning_rate: 0.1, momentum: 0.9}}, sgd: {sgd: {learning_rate: 0.1}}}";
        Answer answer = verify("--quiet", "--against", "echo no module named torch >&2; exit 1");

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out).startsWith("""
                momentum, sgd disagree with the program at rung weights: the program ended with
                  exit status 1 before it answered "init"; the end of its standard error:
                    no module named torch
                NOT AS EXPECTED: momentum (no answer), sgd (no answer);
                """.stripTrailing());
    }

    @Test
    void whatAnAgreementDoesNotCoverIsSaid() throws IOException {
        String lossesOnly = Files.readString(Path.of("examples/bpnn.py"))
                .replace(", \"gradient\": gradient, \"weights\": self.weights", "")
                .replace("op == \"weights\"", "op == \"no such request\"");
        Path program = Files.writeString(folder.resolve("losses.py"), lossesOnly);
        Answer answer = verify("--against", "python3 " + program);

        assertThat(answer.status).isZero();
        assertThat(answer.out.replaceAll("\\s+", " "))
                .contains(
                        "momentum, rung gradient: the candidate gives no gradient: only the loss was compared. momentum,"
                                + " rung rule: the candidate's optimizer cannot be run without its network. momentum, rung locked:"
                                + " of the candidate, not all could be judged: it gives no gradient; it gives no weights; its weights"
                                + " cannot be set between steps, so only the first step was judged.");
    }

    /** It takes no weights, trains whole epochs, and is asked by one process. */
    @Test
    void aProgramThatTakesNoWeightsIsVerifiedRecordedAndDiagnosed() throws IOException {
        String other = Files.readString(Path.of("examples/bpnn.py"))
                .replace(
                        "self.weights = weights ",
                        "self.weights = [[[math.sin(i + j + 1) for j in range(len(row))] for i, row in enumerate(layer)] for layer in weights] ")
                .replace("network.weights}", "network.weights, \"own\": True, \"epochs\": True, \"again\": True}")
                .replace(
                        "return network.step(**message) if op == \"step\" else",
                        "b = message.get('batch_size', 1)\n"
                                + "    return {\"losses\": [network.step(message[\"inputs\"][i:i + b], message[\"targets\"][i:i + b])[\"loss\"]"
                                + " for i in range(0, 4, b)], \"weights\": network.weights} if op == \"epoch\" else");
        String command = "python3 " + Files.writeString(folder.resolve("other.py"), other);

        Answer answer = verify("--against", command);
        assertThat(answer.status).isZero();
        assertThat(answer.out.replaceAll("\\s+", " "))
                .contains("rung weights: the candidate takes no weights: both sides start from its own.");
        assertThat(results("against/config.yaml")).content().contains("values:");
        assertThat(run("diagnose", "--against", command).status).isZero();
        Path trace = folder.resolve("run.jsonl");
        assertThat(verify("--against", command, "--record", trace.toString()).out)
                .contains("momentum   agree ");
        assertThat(trace).content().hasLineCount(21).contains("\"loss\":");
    }

    @Test
    void aCommandThatCannotBeStartedRunsNothing() throws IOException {
        Answer answer = verify("--against", "no-such-program --fast");

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err)
                .startsWith("lockstep: the command cannot be started: no-such-program --fast\n")
                .contains("exit status 127", "not found");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            --against a --engine b     ~ --against and --engine are given; expected one of them
            --against ''               ~ --against: the command is empty; expected one, like: python3 network.py
            --timeout 5                ~ --timeout is given without --against, which it is for
            --engine b --timeout 5     ~ --timeout is given without --against, which it is for
            --against a --timeout 0    ~ --timeout is 0.0; expected a number of seconds, from 0.001 to a day
            --against a --timeout NaN  ~ --timeout is NaN; expected a number of seconds, from 0.001 to a day
            --against a --class-path . ~ --class-path is given without --engine, which it is for
            --against a --timeout 5,0  ~ --timeout is 0.0; expected a number of seconds, from 0.001 to a day
            --against a --timeout 1,2,3 ~ --timeout has 3 numbers; expected one or two
            --engine No --class-path . ~ --engine: found no class No; looked in .
            --engine java.lang.Object  ~ --engine: the class java.lang.Object is no engine; expected it to implement lockstep.model.Engine
            """)
    void wrongOptionsAreTold(String options, String message) throws IOException {
        Answer answer = verify(Arrays.stream(options.split(" "))
                .map(option -> option.equals("''") ? "" : option)
                .toArray(String[]::new));

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.err).isEqualTo("lockstep: " + message + "\nTry: lockstep verify --help\n");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void aProgramIsDiagnosed() throws IOException {
        assertThat(run("diagnose", "--against", EXAMPLE).status).isZero();

        String text = Files.readString(Path.of("examples/bpnn.py")).replace("row[j] += v * d", "row[j] = v * d");
        Path wrong = Files.writeString(folder.resolve("wrong.py"), text);
        Answer answer = run("diagnose", "--against", "python3 " + wrong);
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out).startsWith("python3 " + wrong).contains("last_example_only");
        assertThat(results("against/diagnosis.csv")).content().contains("last_example_only");
    }

    @Test
    void aProgramThatCannotBeDiagnosedSaysWhy() throws IOException {
        assertThat(run("diagnose", "--against", "exit 4"))
                .isEqualTo(new Answer(1, "the program ended with exit status 4 before it answered \"init\"\n", ""));
        assertThat(run("diagnose", "--against", "no-such-program").err)
                .startsWith("lockstep: the command cannot be started: no-such-program\n");
        assertThat(run("diagnose").err).startsWith("lockstep: there is nothing to diagnose; expected one of --losses,");
        assertThat(run("diagnose", "--against", "a", "--losses", "b").err)
                .startsWith("lockstep: there is more than one thing to diagnose; expected one of --losses,");
        assertThat(run("diagnose", "--against", "a", "--per", "step").err)
                .startsWith("lockstep: --per is given without --losses, which it is for\n");
    }

    private Answer verify(String... options) throws IOException {
        return run("verify", options);
    }

    private Answer run(String command, String... options) throws IOException {
        Path config =
                Files.writeString(folder.resolve("small.yaml"), """
                name: small
                data: {source: xor}
                network:
                  layers:
                    - {units: 3, activation: tanh, init: {uniform: [-0.5, 0.5]}}
                    - {units: 1, activation: tanh, init: {uniform: [-0.5, 0.5]}}
                loss: half_squared_error
                batch_size: 2
                seed: 1
                verify: {steps: 20}
                """ + "optimizers: " + optimizers + "\n" + expectation);
        List<String> all = new ArrayList<>(
                List.of(command, "--out", folder.resolve("results").toString(), config.toString()));
        all.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Answer(status, out.toString(), err.toString());
    }

    private Path results(String name) {
        return folder.resolve("results/small").resolve(name);
    }
}
