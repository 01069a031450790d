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
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import lockstep.results.JunitFile;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Without it a CI server could show a wrong verdict as a test that passed, or show none. */
class CiReportTest {

    private static final String CONFIG = """
            name: small
            data: {source: xor}
            network: {layers: [{units: 2, activation: tanh, init: xavier}, {units: 1, activation: tanh, init: xavier}]}
            loss: half_squared_error
            optimizers:
              plain: {sgd: {learning_rate: 0.5}}
              other: {adam: {learning_rate: 0.02}}
            verify: {steps: 20}
            """;

    private static final String FAULTY = CONFIG + "faults: {other: [no_bias_correction]}\n";

    @TempDir
    private Path folder;

    @Test
    void aVerdictIsACase() throws Exception {
        assertThat(run("verify", FAULTY).status).isEqualTo(1);

        assertThat(suite()).isEqualTo("small: 2 tests, 1 failures, 0 errors, 0 skipped");
        assertThat(cases().get(0)).isEqualTo("small plain, line 6, system-out");
        assertThat(cases().get(1)).isEqualTo("small other, line 7, failure: disagree, expected agree");
        assertThat(text()).contains("plain agrees: ", "other disagrees with DL4J at step 0, rung rule");
    }

    /** Where a disagreement is expected, an agreement is the failure. */
    @Test
    void whatAConfigExpectsDecides() throws Exception {
        String expecting = FAULTY.replace("no_bias_correction", "step_number_from_zero")
                + "expect: {verdict: disagree, optimizers: [other], reason: planted}\n";
        run("verify", CONFIG + "expect: {verdict: disagree, optimizers: [other], reason: none}\n");
        assertThat(cases()).last().isEqualTo("small other, line 7, failure: agree, expected disagree");

        run("verify", expecting);
        assertThat(cases()).last().isEqualTo("small other, line 7, system-out");
    }

    @Test
    void aMistakeInAConfigIsAnError() throws Exception {
        Said said = run("race", CONFIG.replace("xavier}]", "xavierr}]"));

        assertThat(said.status).isEqualTo(2);
        assertThat(suite()).endsWith("small.yaml: 1 tests, 0 failures, 1 errors, 0 skipped");
        assertThat(cases().get(0)).contains(" line 3, line 3, error: found the unknown init \"xavierr\"");
        run("race", CONFIG);
        assertThat(cases().get(0)).contains(" config, error: found no `race`, expected one; for example race: {seeds");
    }

    @Test
    void whatWasNotVerifiedIsSkipped() throws Exception {
        run("race", CONFIG + "race: {seeds: 2, epochs: 5, target: {loss: 0.1}}\n", "--unverified");

        assertThat(suite()).isEqualTo("small: 2 tests, 0 failures, 0 errors, 2 skipped");
    }

    @Test
    void aDiagnosisIsACase() throws Exception {
        assertThat(run("diagnose", CONFIG, "--optimizer", "plain", "--against", "false").status)
                .isEqualTo(1);
        assertThat(cases()).first().asString().startsWith("small plain, line 6, failure: the program ended with");
    }

    @Test
    void networksThatNothingTrainsAreACase() throws Exception {
        run("verify", CONFIG.replaceFirst("(?s)optimizers:.*verify", "optimizers: {}\nverify"));

        assertThat(cases()).first().asString().startsWith("small outputs, failure: ");
    }

    /** It would be taken for the run's that could not be made. */
    @Test
    void noFileOfAnEarlierRunIsLeft() throws Exception {
        run("verify", CONFIG);
        assertThat(text()).contains("plain");
        run("verify", CONFIG, "--against", "no-such-program-of-anybodys");

        assertThat(text()).doesNotContain("plain agrees");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidBeforeAnythingIsRun() throws IOException {
        Path config = Files.writeString(folder.resolve("small.yaml"), CONFIG);
        Said said = execute(
                "verify",
                config.toString(),
                "--junit",
                folder.resolve("small.yaml/junit.xml").toString());

        assertThat(said.status).isEqualTo(2);
        assertThat(said.err).startsWith("cannot write ").hasLineCount(1);
        assertThat(said.out).isEmpty();
    }

    @Test
    void aShardHasNoVerdict() throws Exception {
        assertThat(run("race", CONFIG, "--shard", "1/2").err)
                .startsWith("lockstep: --shard and --junit are given; expected one of them");
    }

    /** XML 1.0 has no way to write these: section 2.2 of the recommendation. */
    @Test
    void noProgramsLastWordsBreakTheFile() throws Exception {
        String words = "\u001b[31m ]]> & <b> \"x\" \ud800 \ufffe \ud83d\ude00\r\n";
        JunitFile.write(
                folder.resolve("junit.xml"),
                List.of(new JunitFile.Case("a<b", words, JunitFile.Outcome.FAILURE, "f", 0, words, words)));

        assertThat(text()).contains("\ufffd[31m ]]> & <b> \"x\" \ufffd \ufffd \ud83d\ude00\n");
        assertThat(cases()).hasSize(1);
    }

    /** An option that is renamed would leave the page with a workflow that fails. */
    @Test
    void thePagesCommandsAreUnderstood() throws IOException {
        List<String> commands = Files.readAllLines(Path.of("docs/ci.md")).stream()
                .map(String::strip)
                .map(line -> line.replaceFirst("^- (run: )?", ""))
                .filter(line -> line.startsWith("./lockstep "))
                .toList();

        assertThat(commands).hasSizeGreaterThan(2).anyMatch(line -> line.contains(" --junit "));
        for (String command : commands) {
            String[] words = command.replace("\"", "").split(" ", -1);
            Main.commandLine(new Interruption()).parseArgs(Arrays.copyOfRange(words, 1, words.length));
        }
    }

    private record Said(int status, String out, String err) {}

    private Said run(String command, String config, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                Files.writeString(folder.resolve("small.yaml"), config).toString(),
                "--junit",
                folder.resolve("junit.xml").toString(),
                "--out",
                folder.resolve("out").toString()));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    private static Said execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(status, out.toString(), err.toString());
    }

    private Element root() throws IOException, ParserConfigurationException, SAXException {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("junit.xml").toFile())
                .getDocumentElement();
    }

    private String text() throws IOException, ParserConfigurationException, SAXException {
        return root().getTextContent();
    }

    private String suite() throws IOException, ParserConfigurationException, SAXException {
        Element suite = (Element) root().getElementsByTagName("testsuite").item(0);
        return suite.getAttribute("name") + ": " + suite.getAttribute("tests") + " tests, "
                + suite.getAttribute("failures") + " failures, " + suite.getAttribute("errors") + " errors, "
                + suite.getAttribute("skipped") + " skipped";
    }

    /** Each case with how it ended. */
    private List<String> cases() throws IOException, ParserConfigurationException, SAXException {
        NodeList found = root().getElementsByTagName("testcase");
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element each = (Element) found.item(i);
            Element outcome = (Element) each.getElementsByTagName("*").item(0);
            String message = outcome.getAttribute("message");
            cases.add(each.getAttribute("classname") + " " + each.getAttribute("name")
                    + (each.hasAttribute("line") ? ", line " + each.getAttribute("line") : "") + ", "
                    + outcome.getTagName() + (message.isEmpty() ? "" : ": " + message));
        }
        return cases;
    }
}
