package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it Ctrl-C could lose what was finished, {@code --help} could take seconds, and a pipe could fill with chatter. */
class ProcessTest {

    /** Adam is at the target in no time; the other would take days. */
    private static final String ENDLESS = """
            name: endless
            data: {source: xor}
            network:
              layers:
                - {units: 2, activation: tanh, init: {uniform: [-0.2, 0.2]}}
                - {units: 1, activation: tanh, bias: false, init: {uniform: [-2.0, 2.0]}}
            loss: half_squared_error
            batch_size: full
            seed: 777
            optimizers:
              quick: {adam: {learning_rate: 0.05}}
              slow: {sgd: {learning_rate: 1.0e-12}}
            verify: {steps: 5}
            race: {seeds: 2, epochs: 100000000, target: {loss: 0.05}}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void anInterruptKeepsWhatWasFinished(String signal, int status) throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("endless.yaml"), ENDLESS);
        Path results = folder.resolve("results/endless");
        Process process = start(
                List.of(),
                "run",
                "--threads",
                "2",
                "--out",
                folder.resolve("results").toString(),
                config.toString());
        waitFor(results.resolve("losses.csv"), process);
        Thread.sleep(2000); // so that the quick ones are there

        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(status);
        assertThat(folder.resolve("err"))
                .hasContent(
                        "lockstep: interrupted; of endless, 2 of 2 verdicts and the races of 1 of 2 optimizers were finished"
                                + " and kept; each run of its race that was finished is kept too: started again, it resumes there");
        assertThat(folder.resolve("out")).content().contains("quick", "summary.csv");
        assertThat(results.resolve("verdicts.csv")).content().contains("quick,", "slow,");
        assertThat(results.resolve("runs.csv")).content().contains("quick,").doesNotContain("slow,");
        try (var files = Files.list(results)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void anInterruptEndsAProgramOfTheUsers() throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("endless.yaml"), ENDLESS.replaceFirst("race:.*\n", ""));
        Path begun = folder.resolve("begun");
        String sleep = "sleep 600." + ProcessHandle.current().pid(); // nobody else's
        String program = "echo $$ > " + begun + "; " + sleep + "; " + sleep;
        Process process = start(
                List.of(),
                "verify",
                "--out",
                folder.resolve("results").toString(),
                "--against",
                program,
                config.toString());
        waitFor(begun, process);
        Thread.sleep(500); // so that its number is in the file
        long pid = Long.parseLong(Files.readString(begun).strip());
        assertThat(ProcessHandle.of(pid)).isPresent();

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(folder.resolve("err"))
                .content()
                .startsWith("lockstep: interrupted; of endless, nothing was finished and kept");
        Thread.sleep(500); // being killed takes its time
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(other -> other.pid() == pid
                        || other.info().commandLine().orElse("").contains(sleep));
    }

    /** In a terminal, Ctrl-C goes to the program as well. Here it sends the signal itself, and ends at once. */
    @Test
    void aProgramThatTheSameInterruptEndedGetsNoVerdict() throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("endless.yaml"), ENDLESS.replaceFirst("race:.*\n", ""));
        Path begun = folder.resolve("begun");
        String program = "[ -e " + begun + " ] && kill -INT $PPID; touch " + begun + "; exit 1";
        Process process = start(
                List.of(),
                "verify",
                "--out",
                folder.resolve("results").toString(),
                "--against",
                program,
                config.toString());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(folder.resolve("err"))
                .content()
                .startsWith("lockstep: interrupted; of endless, nothing was finished and kept");
        assertThat(folder.resolve("results/endless/against/verdicts.csv")).doesNotExist();
    }

    /** Long enough to be killed in; an optimizer is tuned, then both are raced. */
    private static final String LONG = ENDLESS.replace("endless", "long")
            .replace("{adam: {learning_rate: 0.05}}", "{adam: {learning_rate: {grid: [0.01, 0.02, 0.05]}}}")
            .replace("1.0e-12", "0.4")
            .replaceFirst(
                    "race:.*\n",
                    "race: {seeds: 600, epochs: 1000, target: {loss: 0.001}, tuning: {seeds: 60, settings: 3}}\n");

    private static final String SHORT = LONG.replace("seeds: 600", "seeds: 3").replace("seeds: 60,", "seeds: 2,");

    /** Two hundred kills in all, at any moment of a command: while it starts, verifies, races, or writes. */
    @ParameterizedTest
    @ValueSource(strings = {"verify", "race --unverified", "run", "merge"})
    @Tag("exhaustive")
    void whateverIsKilledFiftyTimesLeavesTheResultsOfOneRun(String command) throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("long.yaml"), SHORT.replace("seeds: 3", "seeds: 60"));
        Path shards = folder.resolve("shards");
        for (String list : command.equals("merge") ? List.of("tuning", "race") : List.<String>of()) {
            for (String shard : List.of("1/2", "2/2")) {
                assertThat(run("race --shard " + shard, shards, config))
                        .as(list)
                        .isZero();
            }
            if (list.equals("tuning")) {
                assertThat(run("merge --unverified", shards, shards)).isZero();
            }
        }
        Path given = command.equals("merge") ? shards : config;
        long begun = System.nanoTime();
        assertThat(run(command, folder.resolve("whole"), given)).isZero();
        long nanos = System.nanoTime() - begun;

        Random random = new Random(command.hashCode());
        int alive = 0;
        for (int kill = 0; kill < 50; kill++) {
            Process process = start(List.of(), line(command, folder.resolve("killed"), given));
            if (!process.waitFor((long) (random.nextDouble() * nanos), TimeUnit.NANOSECONDS)) {
                alive++;
            }
            process.destroyForcibly().waitFor();
        }
        forgetParts(folder.resolve("killed/long"));
        assertThat(run(command, folder.resolve("killed"), given)).isZero();

        assertThat(alive).as("kills").isGreaterThan(30);
        assertThat(contents("killed")).isEqualTo(contents("whole"));
        try (var files = Files.list(folder.resolve("killed/long"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    /** As if a minute had passed: only then is the file of a process that is gone swept. */
    private static void forgetParts(Path results) throws IOException {
        try (var files = Files.list(results)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".part")).toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - 120_000));
            }
        }
    }

    private int run(String command, Path out, Path given) throws IOException, InterruptedException {
        return start(List.of(), line(command, out, given)).waitFor();
    }

    private static String[] line(String command, Path out, Path given) {
        return (command + " --threads 2 --out " + out + " " + given).split(" ", -1);
    }

    @Test
    void aRaceThatIsKilledFiveTimesGoesOn() throws IOException, InterruptedException {
        survives(5);
    }

    /** An edit between the two must not mix the results of two configs. */
    @Test
    void aRaceWhoseConfigWasEditedBeginsAnew() throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("long.yaml"), LONG);
        Path journal = folder.resolve("edited/long/.journal");
        Process process = start(List.of(), race("edited", config));
        waitFor(journal, process);
        process.destroyForcibly().waitFor();
        Files.writeString(config, SHORT);

        assertThat(start(List.of(), race("edited", config)).waitFor()).isZero();
        assertThat(folder.resolve("out")).content().startsWith("long: a race that was stopped starts over: its config");
        assertThat(start(List.of(), race("whole", config)).waitFor()).isZero();
        assertThat(contents("edited")).isEqualTo(contents("whole"));
    }

    /** The moments are random, but the same every time: how far the journal has grown. */
    private void survives(int kills) throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("long.yaml"), LONG);
        Path journal = folder.resolve("killed/long/.journal");
        Random random = new Random(9);
        long grown = 0;
        for (int kill = 0; kill < kills; kill++) {
            Process process = start(List.of(), race("killed", config));
            grown += 1 + random.nextInt(600_000 / kills);
            while (process.isAlive() && (!Files.exists(journal) || Files.size(journal) < grown)) {
                Thread.sleep(1);
            }
            process.destroyForcibly().waitFor();
            assertThat(journal).as("the race was over before kill %d", kill).exists();
        }
        assertThat(start(List.of(), race("killed", config)).waitFor()).isZero();
        assertThat(folder.resolve("out")).content().startsWith("long: resumes a race that was stopped: ");
        assertThat(start(List.of(), race("whole", config)).waitFor()).isZero();

        assertThat(contents("killed")).isEqualTo(contents("whole")).containsKeys("runs.csv", "settings.csv");
        assertThat(journal).doesNotExist();
    }

    private String[] race(String out, Path config) {
        return new String[] {
            "race",
            "--unverified",
            "--threads",
            "2",
            "--out",
            folder.resolve(out).toString(),
            config.toString()
        };
    }

    /** Every file but the times, and what a kill left of a file that was being written. */
    private Map<String, String> contents(String out) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.list(folder.resolve(out).resolve("long"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("timing.csv") && !name.endsWith(".part")) {
                    contents.put(name, Files.readString(file));
                }
            }
        }
        return contents;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "verify --help", "--version"})
    void helpLoadsNeitherDl4jNorYaml(String line) throws IOException, InterruptedException {
        Path loaded = folder.resolve("classes");
        Process process = start(List.of("-Xlog:class+load:file=" + loaded), line.split(" "));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(folder.resolve("out")).content().isNotEmpty();
        assertThat(Files.readString(loaded))
                .contains("lockstep.cli.Main ")
                .doesNotContain("org.nd4j.", "org.deeplearning4j.", "org.bytedeco.", "org.slf4j.", "org.snakeyaml.");
    }

    @Test
    void nothingOfDl4jIsHeard() throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("calm.yaml"), ENDLESS.replaceFirst("race:.*\n", ""));
        Process process =
                start(List.of(), "verify", "--out", folder.resolve("results").toString(), config.toString());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("err")).isEmptyFile();
        assertThat(folder.resolve("out")).content().startsWith("endless: 2-2-1").doesNotContain("\r", "\u001b");
    }

    @Test
    void aNativeLibraryThatDoesNotLoadIsNoFaultOfOurs() throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("calm.yaml"), ENDLESS.replaceFirst("race:.*\n", ""));
        Process process = start(
                List.of("-Dorg.bytedeco.javacpp.platform=none"),
                "verify",
                config.toString(),
                "--out",
                folder.toString());

        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(folder.resolve("err"))
                .content()
                .startsWith("lockstep: DL4J's native library could not be loaded: ")
                .contains("LOCKSTEP_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=")
                .hasLineCount(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX) // /dev/full is Linux's
    void aVerdictThatCannotBePrintedIsNoSuccess() throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("calm.yaml"), ENDLESS.replaceFirst("race:.*\n", ""));
        String out = " --out " + folder.resolve("results") + " ";
        for (String line : List.of("schema", "verify" + out + config, "help")) {
            assertThat(shell("lockstep " + line + " >/dev/full")).as(line).isEqualTo(74);
            assertThat(folder.resolve("err"))
                    .hasContent("lockstep: cannot write to standard output: No space left on device");
        }
        assertThat(shell("lockstep rnu >/dev/full")).isEqualTo(2);
        assertThat(folder.resolve("err")).content().contains("Did you mean: lockstep run?");
    }

    /** The reader ends before the writer is through. */
    @Test
    void aReaderThatHasEnoughIsLeftInPeace() throws IOException, InterruptedException {
        assertThat(shell("{ sleep 1; lockstep schema; echo $? >status; } | true"))
                .isZero();

        assertThat(folder.resolve("status")).hasContent("0");
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    /** In a terminal, which Python makes. */
    @ParameterizedTest
    @CsvSource({"dumb, false", "xterm, true"})
    void aTerminalWithoutColoursGetsNone(String terminal, boolean coloured) throws IOException, InterruptedException {
        String spawn = "import pty, sys; pty.spawn(sys.argv[1:])";
        assertThat(shell("TERM=" + terminal + " python3 -c '" + spawn + "' $java --help </dev/null"))
                .isZero();

        assertThat(Files.readString(folder.resolve("out")).contains("\u001b[")).isEqualTo(coloured);
        assertThat(folder.resolve("out")).content().contains("lockstep");
    }

    /** GitHub parts properties at commas and the message at two colons, and ends it at the line: its toolkit escapes them so. */
    @Test
    void gitHubIsToldTheFileAndTheLine() throws IOException, InterruptedException {
        Path repository = Files.createDirectories(folder.resolve("re,po"));
        String calm = ENDLESS.replaceFirst("race:.*\n", "");
        Files.writeString(repository.resolve("50%:a.yaml"), calm.replace("loss: half", "loss: half\n  ::x"));
        Files.writeString(repository.resolve("b.yaml"), calm + "faults: {slow: [loss_doubled]}\n");
        String there = "cd re,po; export GITHUB_ACTIONS=true GITHUB_WORKSPACE=" + folder + "; lockstep verify --quiet ";

        assertThat(shell(there + "'50%:a.yaml'")).isEqualTo(2);
        assertThat(folder.resolve("err"))
                .content()
                .containsPattern("\n::error file=re%2Cpo/50%25%3Aa.yaml,line=7::found ");
        assertThat(shell(there + "b.yaml")).isEqualTo(1);
        assertThat(folder.resolve("err"))
                .content()
                .startsWith(
                        "::error file=re%2Cpo/b.yaml,line=12::disagree, expected agree%0Aslow disagrees with DL4J at ")
                .hasLineCount(1);
        assertThat(shell("export GITHUB_ACTIONS=false; lockstep verify --quiet re,po/b.yaml"))
                .isEqualTo(1);
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    /** As bash does when a person presses Tab. */
    @Test
    void bashCompletesACommandAndItsOptions() throws IOException, InterruptedException {
        String press = "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_lockstep; echo \"${COMPREPLY[@]}\"";
        String tab = "compopt() { :; }; . ./script; COMP_WORDS=(lockstep ver); " + press
                + "; COMP_WORDS=(lockstep verify --ju); " + press + "; complete -p lockstep";

        assertThat(shell("lockstep completion >script && bash -n script && bash -c '" + tab + "'"))
                .isZero();
        assertThat(folder.resolve("out"))
                .hasContent("verify\n--junit\ncomplete -o default -F _complete_lockstep lockstep");
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    /** A line of shell that may call {@code lockstep}; gives back its exit status. */
    private int shell(String line) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + " @"
                + Path.of("jvm.flags").toAbsolutePath() + " -cp "
                + System.getProperty("java.class.path") + " lockstep.cli.Main";
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "lockstep() { $java \"$@\"; }; " + line)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "java", java, "LC_ALL", "C"));
        builder.environment().remove("NO_COLOR");
        return builder.start().waitFor();
    }

    private Process start(List<String> flags, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (canRestoreSignals()) {
            command.addAll(List.of("env", "--default-signal=INT")); // a background job's children ignore it
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@jvm.flags");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "lockstep.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
        return builder.start();
    }

    private static boolean canRestoreSignals() throws IOException {
        try {
            return new ProcessBuilder("env", "--default-signal=INT", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void waitFor(Path file, Process process) throws InterruptedException {
        for (int i = 0; i < 600 && file.toFile().length() == 0 && process.isAlive(); i++) {
            Thread.sleep(100);
        }
        assertThat(file).isNotEmptyFile();
    }
}
