package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lockstep.config.file.ConfigReader;
import lockstep.results.file.UnwritableException;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a script or a CI job could take a failure for a success, or a mistake could end in a stack trace. */
class CommandsTest {

    private static final String VERIFY = "verify: {steps: 20}";
    private static final String RACE = "race: {seeds: 3, epochs: 50, target: {loss: 0.1}}";

    @TempDir
    private Path folder;

    private record Answer(int status, String out, String err) {}

    @Test
    void runVerifiesAndRaces() throws IOException {
        Answer answer = execute("run", config("xor", 0.5, VERIFY, RACE));

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isZero();
        assertThat(answer.out)
                .contains(
                        "xor: 2-2-1, 4 examples",
                        "\nsgd ",
                        "agree",
                        "written to ",
                        "verdicts.csv, rungs.csv, losses.csv, outputs.csv")
                .doesNotContain("\u001b", "\r");
        assertThat(answer.out.lines()).allMatch(line -> line.length() <= 80 || line.contains(folder.toString()));
        assertThat(names(results("xor")))
                .containsExactly(
                        "about.csv",
                        "boundary.csv",
                        "config.yaml",
                        "curves.csv",
                        "ecdf.csv",
                        "losses.csv",
                        "outputs.csv",
                        "pairs.csv",
                        "remarks.csv",
                        "report.html",
                        "rungs.csv",
                        "runs.csv",
                        "single_runs.csv",
                        "summary.csv",
                        "survival.csv",
                        "timing.csv",
                        "verdicts.csv");
        assertThat(results("xor").resolve("summary.csv")).content().containsPattern("sgd,sgd,0\\.5,3,.*,agree,,,20,");
    }

    @Test
    void theResolvedConfigRunsAgainToTheSameResults() throws IOException, ConfigException {
        execute("run", config("xor", 0.5, VERIFY, RACE));
        Map<String, String> first = contents(results("xor"));

        Path resolved = results("xor").resolve("config.yaml");
        Path copy = Files.copy(resolved, folder.resolve("copy.yaml"));
        Answer answer = execute("run", copy.toString());

        assertThat(answer.status).isZero();
        assertThat(contents(results("xor"))).isEqualTo(first);
        assertThat(new ConfigReader().read(resolved).name()).isEqualTo("xor");
    }

    @Test
    void threadsChangeNoByte() throws IOException {
        String config = config("xor", 0.5, VERIFY, RACE);
        execute("run", "--threads", "1", config);
        Map<String, String> one = contents(results("xor"));

        execute("run", "--threads", "2", config);

        assertThat(contents(results("xor"))).isEqualTo(one);
    }

    @Test
    void theReportIsMadeOfTheFilesBesideItAlone() throws IOException {
        execute("run", config("xor", 0.5, VERIFY, RACE));
        Path report = results("xor").resolve("report.html");
        byte[] written = Files.readAllBytes(report);
        Files.delete(report);

        Answer answer = execute("report", results("xor").toString());

        assertThat(answer.status).isZero();
        assertThat(answer.out).isEqualTo("written: " + report + "\n");
        assertThat(report).hasBinaryContent(written);
        assertThat(report)
                .content()
                .contains("Every optimizer agrees with DL4J over 20 steps", "2-2-1, tanh", "Deeplearning4j 1.");
    }

    @Test
    void verifyAndRaceWriteTheReportToo() throws IOException {
        String config = config("xor", 0.5, VERIFY, RACE);
        Path report = results("xor").resolve("report.html");

        execute("verify", config);
        assertThat(report).content().contains("id=\"parity\"").doesNotContain("id=\"ranking\"");
        execute("race", config);
        assertThat(report).content().contains("id=\"parity\"", "id=\"ranking\"");
    }

    @Test
    void severalConfigsGetAnIndex() throws IOException {
        execute("verify", config("a", 0.5, VERIFY), config("b", 0.4, VERIFY));
        Path index = results("a").resolveSibling("index.html");
        byte[] written = Files.readAllBytes(index);
        Files.delete(index);

        Answer answer = execute("report", index.getParent().toString());

        assertThat(answer.status).isZero();
        assertThat(answer.out.lines()).hasSize(3);
        assertThat(index).hasBinaryContent(written);
        assertThat(index).content().contains("href=\"a/report.html\"", "href=\"b/report.html\"");
    }

    @Test
    void aReportOfWhatIsNotOursSaysSo() throws IOException {
        String config = config("xor", 0.5, VERIFY, RACE);
        execute("run", config);
        Path summary = results("xor").resolve("summary.csv");
        Files.writeString(summary, Files.readString(summary).replace(",3,", ",three,"));

        Answer report = execute("report", results("xor").toString());
        Answer verify = execute("verify", config);

        assertThat(report.status).isEqualTo(2);
        assertThat(report.err)
                .isEqualTo("lockstep: cannot read " + summary
                        + ": line 2 has 'three' for seeds, expected a whole number\n");
        assertThat(verify.status).isEqualTo(74);
        assertThat(verify.err).isEqualTo(report.err);
    }

    @Test
    void aReportOfNothingSaysSo() {
        Answer nothing = execute("report", folder.toString());
        Answer nowhere = execute("report", folder.resolve("none").toString());

        assertThat(nothing.status).isEqualTo(2);
        assertThat(nothing.err)
                .isEqualTo("lockstep: found no results in " + folder + "; lockstep run CONFIG writes some\n");
        assertThat(nowhere.status).isEqualTo(2);
        assertThat(nowhere.err)
                .isEqualTo("lockstep: found no folder " + folder.resolve("none") + ", expected one of results\n");
    }

    @Test
    void verifyAndRaceDoTheirPart() throws IOException {
        String config = config("xor", 0.5, VERIFY, RACE);

        assertThat(execute("race", "--unverified", config).status).isZero();
        assertThat(results("xor").resolve("summary.csv"))
                .content()
                .contains(",unverified,,,0,")
                .doesNotContain("agree");
        assertThat(results("xor").resolve("verdicts.csv")).doesNotExist();

        assertThat(execute("verify", config).status).isZero();
        assertThat(results("xor").resolve("verdicts.csv")).exists();
    }

    @Test
    void aRaceVerifiesALittleFirst() throws IOException {
        String config = config("xor", 0.5, "verify: {steps: 5000}", RACE);

        assertThat(execute("race", config).status).isZero();
        assertThat(results("xor").resolve("summary.csv")).content().containsPattern("sgd,.*,agree,,,100,");
        assertThat(names(results("xor"))).doesNotContain("verdicts.csv", ".journal");
    }

    @Test
    void whatDisagreesIsNotRaced() throws IOException {
        Answer answer = execute("race", config("wild", 0.5, VERIFY, RACE, "faults: {momentum: [momentum_sign]}"));

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out).contains("NOT AS EXPECTED: momentum (disagree)", "Nothing was raced");
        assertThat(names(results("wild"))).doesNotContain("runs.csv", "summary.csv");
    }

    @Test
    void whatOverflowsIsNotRaced() throws IOException {
        Answer answer = execute("race", config("wild", 1e200, VERIFY, RACE));

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out).contains("NOT AS EXPECTED: sgd (undecided)", "Nothing was raced");
        assertThat(names(results("wild"))).doesNotContain("runs.csv", "summary.csv");
    }

    /** The tuning's seeds are not the race's, the best rate is what is raced and verified, and the resolved config searches. */
    @Test
    void aSearchedRateIsTunedThenVerifiedAndRaced() throws IOException, ConfigException {
        String config = config(
                "xor",
                0.5,
                VERIFY,
                "race: {seeds: 3, epochs: 50, target: [{loss: 0.1}, {outputs: 0.4}],"
                        + " tuning: {seeds: 2, settings: 3}}");
        Path file = Path.of(config);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("learning_rate: 0.1}", "learning_rate: {grid: [0.000001, 0.1, 0.0001]}}"));
        Answer answer = execute("run", config);

        assertThat(answer.status).isZero();
        assertThat(answer.out).contains("tuned: 1 optimizer, each at 3 settings from 2 other starts", "  0.1  agree ");
        assertThat(answer.out.lines()).allMatch(line -> line.length() <= 80 || line.contains(folder.toString()));
        assertThat(results("xor").resolve("settings.csv"))
                .content()
                .containsPattern("momentum,momentum,1.0E-6,1,learning_rate=1.0E-6 momentum=0.9,2,0,.*,false\n")
                .containsPattern("momentum,momentum,0.1,2,learning_rate=0.1 momentum=0.9,2,2,.*,true\n");
        assertThat(results("xor").resolve("runs.csv")).content().contains("momentum,momentum,0.1,777,");
        assertThat(results("xor").resolve("summary.csv")).content().containsPattern("momentum,.*,agree,,,20,");
        assertThat(results("xor").resolve("targets.csv")).content().contains(",outputs: 0.4,");
        assertThat(names(results("xor"))).contains("budgets.csv", "sensitivity.csv");
        Path resolved = results("xor").resolve("config.yaml");
        assertThat(resolved).content().contains("grid: [1.0E-6, 0.1, 1.0E-4]");
        Map<String, String> first = contents(results("xor"));
        assertThat(execute(
                                "run",
                                Files.copy(resolved, folder.resolve("copy.yaml"))
                                        .toString())
                        .status)
                .isZero();
        assertThat(contents(results("xor"))).isEqualTo(first);
    }

    /** On a calm config both are the same function, so that they are there after the same epochs. */
    @Test
    void dl4jItselfCanBeRaced() throws IOException {
        String race = "race: {seeds: 2, epochs: 50, target: {loss: 0.1}";
        execute("race", config("xor", 0.5, VERIFY, race + "}"));
        String scalar = epochs("xor");

        Answer answer = execute("race", config("xor", 0.5, VERIFY, race + ", engine: dl4j}"));

        assertThat(answer.out).contains("raced on DL4J from 2 starts");
        assertThat(epochs("xor")).isEqualTo(scalar).contains(",converged,");
    }

    @Test
    void severalRacesMakeAProfile() throws IOException {
        String a = config("a", 0.5, VERIFY, RACE);
        String b = config("b", 0.25, VERIFY, RACE);
        assertThat(execute("race", "--unverified", a, b).status).isZero();

        assertThat(folder.resolve("results/profile.csv"))
                .content()
                .startsWith("optimizer,configs,factor,share,area\n")
                .contains("momentum,a b,");
    }

    /** Its program would train by DL4J's form of the rule, and its losses be none that the config means. */
    @Test
    void anExportHasNoOtherLibrarysOptimizers() throws IOException {
        String config = config("likes", 0.5, "like: pytorch");
        Answer answer = exactly(new Interruption(), "export", "--optimizer", "sgd", config);
        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err).contains("likes.yaml: found like pytorch, expected dl4j");
    }

    @Test
    void whatAStepCostsIsTimedOnBothEngines() throws IOException {
        execute("race", config("xor", 0.5, VERIFY, RACE));
        assertThat(results("xor").resolve("timing.csv"))
                .content()
                .startsWith("phase,optimizer,engine,threads,seconds,steps,microseconds_per_step\n")
                .contains("\nrace,,,")
                .containsPattern("\nsteps,sgd,scalar,1,\\d+\\.\\d+,\\d+,\\d+\\.\\d+\n")
                .containsPattern("\nsteps,momentum,dl4j,1,\\d+\\.\\d+,\\d+,\\d+\\.\\d+\n");

        execute("race", "--unverified", config("xor", 0.5, VERIFY, RACE));
        assertThat(results("xor").resolve("timing.csv"))
                .content()
                .contains("steps,sgd,scalar,")
                .doesNotContain("dl4j");
    }

    /** The columns of runs.csv before the last losses, whose last bits may differ. */
    private String epochs(String name) throws IOException {
        return Files.readString(results(name).resolve("runs.csv")).replaceAll("(?m)^(([^,]*,){8}).*$", "$1");
    }

    @Test
    void runWithoutARaceOnlyVerifies() throws IOException {
        assertThat(execute("run", config("xor", 0.5, VERIFY)).status).isZero();
        assertThat(names(results("xor"))).contains("verdicts.csv").doesNotContain("runs.csv");
    }

    @Test
    void raceWithoutARaceSaysWhatToAdd() throws IOException {
        String config = config("xor", 0.5, VERIFY);
        Answer answer = execute("race", config);

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.err).isEqualTo(config + """
                : found no `race`, expected one; for example
                  race: {seeds: 100, epochs: 2000, target: {loss: 0.01}}
                """);
    }

    @Test
    void aVerdictThatWasNotExpectedIsAFailure() throws IOException {
        String config = config("xor", 0.5, VERIFY, "expect: {verdict: chaotic, reason: a test}");
        Answer answer = execute("verify", "--quiet", config);

        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out.replaceAll("\\s+", " "))
                .isEqualTo("NOT AS EXPECTED: sgd (agree), momentum (agree); " + config + " expects chaotic of every"
                        + " optimizer. If that is how it has to be, change or remove its `expect`. ");
        assertThat(results("xor").resolve("verdicts.csv")).exists();
    }

    @Test
    void aNetworkThatOverflowsIsAVerdictAndAnOutcome() throws IOException {
        Answer answer = execute("run", config("wild", 1e200, VERIFY, RACE));

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isEqualTo(1);
        assertThat(answer.out).contains("both sides overflowed", "NOT AS EXPECTED: sgd (undecided)");
        assertThat(results("wild").resolve("runs.csv")).content().contains(",diverged,");
    }

    /** Both are raced: that the one is wrong was said, and the other agrees. */
    @Test
    void plantedFaultsAreFoundAndRaced() throws IOException {
        String planted = "faults: {momentum: [momentum_sign]}";
        String declared = "expect: {verdict: disagree, reason: it is planted, optimizers: [momentum]}";
        Answer answer = execute("run", config("planted", 0.5, VERIFY, RACE, planted, declared));

        assertThat(answer.err).isEmpty();
        assertThat(answer.status).isZero();
        assertThat(answer.out.replaceAll("\\s+", " "))
                .contains(
                        "momentum disagrees with DL4J at step 1, rung rule, update[0]",
                        "The network shows it at step 1, rung locked, layer ",
                        "The config plants faults in the scalar network: momentum: momentum_sign.",
                        "The config expects disagree of momentum and agree of the others: it is planted",
                        "What is wrong with momentum, told from its losses alone: One fault explains these losses");
        assertThat(results("planted").resolve("summary.csv"))
                .content()
                .containsPattern("\nsgd,.*,agree,")
                .containsPattern("\nmomentum,.*,disagree,");
        assertThat(results("planted").resolve("report.html"))
                .content()
                .contains("The config plants faults in the scalar network: momentum: momentum_sign.");

        // A step is that of the network with its faults, as everywhere.
        Answer step =
                execute("step", "--optimizer", "momentum", "--step", "1", config("planted", 0.5, VERIFY, planted));
        assertThat(step.status).isEqualTo(1);
        assertThat(step.out).contains("NOT AS EXPECTED: ", " figures are not DL4J's.");
        assertThat(execute("step", "--optimizer", "momentum", "--step", "1", config("planted", 0.5, planted, declared))
                        .status)
                .isZero();

        assertThat(execute("race", config("planted", 0.5, VERIFY, RACE, planted)).status)
                .isEqualTo(1);
        assertThat(execute("verify", config("planted", 0.5, VERIFY, declared)).status)
                .isEqualTo(1);
    }

    @Test
    void gradientsAreMeasuredOnBothSides() throws IOException {
        Answer one = execute("verify", config("one", 0.5, VERIFY, "gradients: {steps: 10}"));
        Answer deep = execute("verify", config("deep", 0.5, VERIFY, "gradients: {steps: 10, depths: [2, 4]}"));

        assertThat(one.status).isZero();
        assertThat(one.out)
                .contains(
                        "mean absolute gradient of a layer, at the start and after 10 steps:",
                        "DL4J has the same gradients, but for rounding.");
        // two optimizers, two measurements, 2 or 2 + 4 layers
        assertThat(results("one").resolve("gradients.csv"))
                .content()
                .startsWith("optimizer,layers,step,layer,scalar_mean,candidate_mean,share,as_expected\nsgd,2,0,1,")
                .hasLineCount(1 + 2 * 2 * 2);
        assertThat(deep.status).isZero();
        assertThat(results("deep").resolve("gradients.csv")).content().hasLineCount(1 + 2 * 2 * (2 + 4));
        assertThat(results("deep").resolve("report.html"))
                .content()
                .contains("id=\"gradients\"", "after 10 steps", "sgd, 4 layers");
    }

    @Test
    void quietIsQuiet() throws IOException {
        Answer answer = execute("run", "--quiet", config("xor", 0.5, VERIFY, RACE));

        assertThat(answer).isEqualTo(new Answer(0, "", ""));
    }

    @Test
    void aFolderMeansItsConfigs() throws IOException {
        config("b", 0.5, VERIFY);
        config("a", 0.5, VERIFY);
        Answer answer = execute("verify", folder.resolve("configs").toString());

        assertThat(answer.status).isZero();
        assertThat(answer.out).containsSubsequence("a: 2-2-1", "b: 2-2-1");
    }

    @Test
    void everyMistakeOfEveryConfigIsToldAndNothingIsRun() throws IOException {
        String good = config("good", 0.5, VERIFY);
        String negative = config("negative", -1.0, VERIFY);
        String unknown = config("unknown", 0.5, "verify: {step: 20}");
        Answer answer = execute(
                "run", good, negative, unknown, folder.resolve("none.yaml").toString());

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err.lines()).allMatch(line -> line.startsWith(folder.toString()));
        assertThat(answer.err)
                .contains("negative.yaml:", "unknown.yaml:", "none.yaml: ", "learning_rate", "steps")
                .doesNotContain("good.yaml", "\tat ");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void twoConfigsOfOneNameAreAMistake() throws IOException {
        String config = config("xor", 0.5, VERIFY);
        Answer answer = execute("verify", config, config);

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.err).contains("\"xor\" again").hasLineCount(1);
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void anUnwritableFolderIsToldBeforeAnythingIsComputed() throws IOException {
        String config = config("xor", 0.5, "verify: {steps: 10000000}");
        Files.writeString(folder.resolve("results"), "a file");
        Answer answer = execute("run", config);

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.err).startsWith("cannot write " + results("xor")).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "rnu", "run", "run --treads 1 x", "run --threads 0 x", "run --threads two x", "schema x"})
    void aWrongCommandLineNamesTheHelp(String line) {
        Answer answer = execute(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(answer.status).isEqualTo(2);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err).startsWith("lockstep: ").containsPattern("\nTry: lockstep.* --help\n$");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            verify --threads two x     ~ --threads is "two"; expected a whole number, from 1 to 2147483647
            verify --threads 0 x       ~ --threads is "0"; expected a whole number, from 1 to 2147483647
            step --step -1 x           ~ --step is "-1"; expected a whole number, from 0 to 2147483647
            diagnose --every 3000000000 x ~ --every is "3000000000"; expected a whole number, from 1 to 2147483647
            fuzz --seed 1.5            ~ --seed is "1.5"; expected a whole number
            verify --timeout long x    ~ --timeout is "long"; expected a number
            verify --out '' x          ~ --out is empty; expected a path (if it is a variable of the shell: it is not set)
            verify ''                  ~ an argument is empty; expected a path (if it is a variable of the shell: it is not set)
            verify x ''                ~ an argument is empty; expected a path (if it is a variable of the shell: it is not set)
            report ''                  ~ DIR is empty; expected a path (if it is a variable of the shell: it is not set)
            help rnu                   ~ found no command rnu; expected one of new, run, verify, race, merge, step, diagnose, adequacy, report, schema, import, export, completion, help
            """)
    void whatIsWrongWithAnArgumentIsSaid(String line, String message) {
        String[] arguments = Arrays.stream(line.split(" "))
                .map(argument -> argument.equals("''") ? "" : argument)
                .toArray(String[]::new);
        Answer answer = exactly(new Interruption(), arguments);

        assertThat(answer)
                .isEqualTo(new Answer(2, "", "lockstep: " + message + "\nTry: lockstep " + arguments[0] + " --help\n"));
    }

    @Test
    void helpIsWhatTheOptionShows() {
        Interruption none = new Interruption();
        assertThat(exactly(none, "help"))
                .isEqualTo(exactly(none, "--help"))
                .extracting(Answer::status)
                .isEqualTo(0);
        assertThat(exactly(none, "help", "step")).isEqualTo(exactly(none, "step", "--help"));
        assertThat(exactly(none, "help", "step").out).contains("lockstep step configs/chapter/mazur.yaml");
    }

    /** The one beside the shipped configs is what editors read. */
    @Test
    void theShippedSchemaIsWhatTheProgramPrints() {
        assertThat(Path.of("configs", "schema.json")).hasContent(execute("schema").out);
    }

    @Test
    void schemaIsJson() {
        Answer answer = execute("schema");

        assertThat(answer.status).isZero();
        assertThat(answer.out).startsWith("{\n").contains("bpnn_momentum").endsWith("}\n");
    }

    @Test
    void anInterruptBeforeTheWorkEndsItAtOnce() throws IOException {
        Interruption interruption = new Interruption();
        interruption.request();
        Answer answer = execute(interruption, "run", "--quiet", config("xor", 0.5, VERIFY, RACE));

        assertThat(answer)
                .isEqualTo(new Answer(130, "", "lockstep: interrupted; of xor, nothing was finished and kept\n"));
        assertThat(names(results("xor"))).isEmpty();
    }

    @Test
    void aFaultOfOursShowsWhereItIs() {
        StringWriter err = new StringWriter();
        var commandLine = Main.commandLine(new Interruption()).setErr(new PrintWriter(err));
        int status = Main.failed(new IllegalStateException("oops"), commandLine, commandLine.parseArgs("schema"));

        assertThat(status).isEqualTo(70);
        assertThat(err.toString())
                .startsWith("lockstep: a fault in Lockstep itself")
                .contains("oops", "\tat ");
    }

    /** Of a journal that a worker writes to, too. */
    @Test
    void aFullDiskIsASentence() {
        StringWriter err = new StringWriter();
        var commandLine = Main.commandLine(new Interruption()).setErr(new PrintWriter(err));
        IOException full = new FileSystemException("a/.journal", null, "No space left on device");
        Exception ofAWorker = new IllegalStateException(new UnwritableException(Path.of("a/.journal"), full));
        int status = Main.failed(ofAWorker, commandLine, commandLine.parseArgs("schema"));

        assertThat(status).isEqualTo(74);
        assertThat(err).hasToString("lockstep: cannot write a/.journal: No space left on device\n");
    }

    /** On whichever thread it happened, it is no fault of ours, and a trace helps nobody. */
    @Test
    void tooLittleMemoryIsASentenceWithWhatToDo() {
        StringWriter err = new StringWriter();
        var commandLine = Main.commandLine(new Interruption()).setErr(new PrintWriter(err));
        Exception ofAWorker = new IllegalStateException(new OutOfMemoryError("Java heap space"));
        int status = Main.failed(ofAWorker, commandLine, commandLine.parseArgs("schema"));

        assertThat(status).isEqualTo(71);
        assertThat(err.toString())
                .matches(
                        "lockstep: this needs more memory than there is \\(Java heap space\\)\\. Java may use [0-9]+ [MG]B of"
                                + " this machine's [0-9]+ [MG]B; (LOCKSTEP_JAVA_OPTS=-Xmx[0-9]+g gives it more|a machine with more"
                                + " is needed, or fewer numbers at a time)\\R");
    }

    private Answer execute(String... arguments) {
        return execute(new Interruption(), arguments);
    }

    private Answer execute(Interruption interruption, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        if (all.size() > 1 && !List.of("schema", "report").contains(all.get(0))) {
            all.addAll(1, List.of("--out", folder.resolve("results").toString()));
        }
        return exactly(interruption, all.toArray(String[]::new));
    }

    private static Answer exactly(Interruption interruption, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.commandLine(interruption)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Answer(status, out.toString(), err.toString());
    }

    private Path results(String name) {
        return folder.resolve("results").resolve(name);
    }

    private String config(String name, double rate, String... more) throws IOException {
        Path file = Files.createDirectories(folder.resolve("configs")).resolve(name + ".yaml");
        Files.writeString(file, """
                name: %s
                data: {source: xor}
                network:
                  layers:
                    - {units: 2, activation: tanh, init: {uniform: [-0.2, 0.2]}}
                    - {units: 1, activation: identity, bias: false, init: {uniform: [-2.0, 2.0]}}
                loss: half_squared_error
                batch_size: 1
                seed: 777
                optimizers:
                  sgd: {sgd: {learning_rate: %s}}
                  momentum: {momentum: {learning_rate: 0.1}}
                %s
                """.formatted(name, rate, String.join("\n", more)));
        return file.toString();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Every file but the times. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String name : names(folder)) {
            if (!name.equals("timing.csv")) {
                contents.put(name, Files.readString(folder.resolve(name)));
            }
        }
        return contents;
    }
}
