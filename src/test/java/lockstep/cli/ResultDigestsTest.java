package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Without it a change could alter results that the repository does not keep, and nobody would see it.
 *
 * <p>The first digests are of the files themselves, which the repository once kept of every config. {@code mvn
 * -Dtest=ResultDigestsTest -Dlockstep.refresh=true test} rewrites those of the quick configs; with {@code -Pexhaustive}, all.
 */
class ResultDigestsTest {

    private static final boolean REFRESH = Boolean.getBoolean("lockstep.refresh");

    /** What was done with a config beside {@code run}. */
    private static final Map<String, List<String>> ALSO = Map.of(
            "configs/chapter/mazur.yaml", List.of("step"), "configs/dense.yaml", List.of("adequacy", "--plant", "200"));

    @TempDir
    private Path folder;

    static List<String> configs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("configs"))) {
            return files.map(Path::toString)
                    .filter(file ->
                            file.endsWith(".yaml") && !file.endsWith("mnist.yaml")) // its data is the user's own
                    .sorted()
                    .toList();
        }
    }

    /** Searches, batches of every size, planted faults, several targets, examples held out, starts that never learn. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "configs/chapter/batches/batch-01.yaml",
                "configs/chapter/batches/batch-full.yaml",
                "configs/chapter/listing-race.yaml",
                "configs/chapter/one-line/line-and.yaml",
                "configs/chapter/one-line/line-xor.yaml",
                "configs/chapter/optimizers/iris-default.yaml",
                "configs/chapter/optimizers/xor-tuned.yaml",
                "configs/rates.yaml",
                "configs/xor.yaml"
            })
    void aRaceIsTheSameToTheLastDigit(String config) throws IOException {
        execute(List.of("race", "--unverified"), config);

        check(false);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @MethodSource("configs")
    void everyConfigHasTheSameResults(String config) throws IOException {
        execute(List.of("run"), config);
        if (ALSO.containsKey(config)) {
            execute(ALSO.get(config), config);
        }

        check(true);
    }

    /** Those that the repository keeps are what the program computes. */
    @ParameterizedTest
    @MethodSource("kept")
    void theKeptResultsAreOfToday(Path results) throws IOException {
        Map<String, String> expected = Digests.expected(results);
        Map<String, String> found = Digests.of(results);
        found.keySet().retainAll(expected.keySet()); // a step that somebody wrote out is there too

        assertThat(found).isNotEmpty();
        assertThat(expected)
                .as("what git keeps in %s; lockstep run writes it again", results)
                .containsAllEntriesOf(found);
    }

    /** The folders that {@code .gitignore} takes back, but for the maintainers' tables, which are no config's. */
    static List<Path> kept() throws IOException {
        List<PathMatcher> patterns = Files.readAllLines(Path.of(".gitignore")).stream()
                .filter(line -> line.startsWith("!/results/"))
                .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line.substring(2, line.length() - 1)))
                .toList();
        try (Stream<Path> all = Files.list(Path.of("results"))) {
            return all.filter(results -> patterns.stream().anyMatch(pattern -> pattern.matches(results)))
                    .filter(results -> Files.exists(results.resolve("config.yaml")))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aDigestIsOfTheComparedColumns() throws IOException {
        Path losses = folder.resolve("losses.csv");
        Files.writeString(losses, "optimizer,step,epoch,scalar_loss,candidate_loss\nsgd,0,1,0.5,0.25\n");
        String before = Digests.digest(losses);

        Files.writeString(losses, "optimizer,step,epoch,scalar_loss,candidate_loss,more\nsgd,0,1,0.5,0.75,1\n");
        assertThat(Digests.digest(losses)).isEqualTo(before);
        Files.writeString(losses, "optimizer,step,epoch,scalar_loss,candidate_loss\nsgd,0,1,0.5000000000000001,0.25\n");
        assertThat(Digests.digest(losses)).isNotEqualTo(before);
    }

    /** @param whole whether all was done that there are digests of, and not only the race */
    private void check(boolean whole) throws IOException {
        Path results;
        try (Stream<Path> folders = Files.list(folder)) {
            results = folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        Map<String, String> found = Digests.of(results);
        if (REFRESH) {
            Digests.rewrite(results, found, whole);
            return;
        }
        Map<String, String> expected = Digests.expected(results);
        if (!whole) {
            expected.keySet().removeAll(Digests.OF_OTHER_COMMANDS);
        }
        assertThat(found)
                .as(
                        "the digests of %s; if the new results are right, this rewrites them:%n"
                                + "mvn%s -Dtest=ResultDigestsTest -Dlockstep.refresh=true test",
                        results.getFileName(), whole ? " -Pexhaustive" : "")
                .isEqualTo(expected)
                .isNotEmpty();
    }

    /** Runs one config; what it is compared with is not judged here, but it has to come to its end as declared. */
    private void execute(List<String> command, String config) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--quiet", "--out", folder.toString(), config));
        StringWriter err = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));

        assertThat(status).as("%s%n%s", arguments, err).isZero();
    }
}
