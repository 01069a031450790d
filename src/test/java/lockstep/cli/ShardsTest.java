package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.cli.option.ExitStatus;
import lockstep.work.Interruption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a race that was done in parts could end with other results than one that was not, or with a part of them. */
class ShardsTest {

    private static final String CONFIG = """
            name: small
            data: {source: xor}
            network:
              layers:
                - {units: 2, activation: tanh, init: {uniform: [-0.2, 0.2]}}
                - {units: 1, activation: tanh, bias: false, init: {uniform: [-2.0, 2.0]}}
            loss: half_squared_error
            optimizers:
              sgd: {sgd: {learning_rate: SGD}}
              adam: {adam: {learning_rate: 0.1}}
            race: {seeds: 5, epochs: 300, target: {loss: 0.01}TUNING}
            """;
    private static final String TUNED =
            CONFIG.replace("SGD", "{grid: [0.1, 0.5, 1.0]}").replace("TUNING", ", tuning: {seeds: 3, settings: 3}");
    private static final String GIVEN = CONFIG.replace("SGD", "0.5").replace("TUNING", "");

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void config() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), TUNED);
    }

    /** The wall clock's file is the only one that differs. */
    @Test
    void threeShardsMergedAreTheRace() throws IOException {
        assertThat(run("race", "--unverified", "--out", at("whole"), at("small.yaml")))
                .isZero();
        for (int k = 3; k >= 1; k--) {
            assertThat(shard(k + "/3", "shared")).isZero();
        }
        assertThat(merge("shared")).isZero();
        assertThat(said.toString()).contains("small is tuned; next, for its race, the same shards again");
        assertThat(folder.resolve("shared/small/summary.csv")).doesNotExist();
        for (int k = 1; k <= 3; k++) {
            assertThat(shard(k + "/3", "shared")).isZero();
        }
        assertThat(merge("shared")).isZero();

        List<String> files = new ArrayList<>();
        try (Stream<Path> whole = Files.list(folder.resolve("whole/small"))) {
            for (Path file : whole.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".csv") && !name.equals("timing.csv")) {
                    files.add(name);
                    assertThat(folder.resolve("shared/small").resolve(name)).hasSameBinaryContentAs(file);
                }
            }
        }
        assertThat(files).contains("runs.csv", "summary.csv", "settings.csv", "curves.csv", "remarks.csv");
        assertThat(folder.resolve("shared/small/.journal")).doesNotExist();
    }

    /** Folders of their own; one is unfinished for lack of a line, and does only that. */
    @Test
    void aShardGoesOnWhereItStopped() throws IOException {
        given();
        shard("1/2", "a");
        shard("2/2", "b");
        Path journal = folder.resolve("b/small/shard-2-of-2.journal");
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));

        assertRefused("lacks 1 of its 5 runs of the race", "a", "b");
        assertThat(shard("2/2", "b")).isZero();
        assertThat(said.toString()).contains("has done its 5 runs of the race, 4 of them before");
        assertThat(merge("a", "b")).isZero();
    }

    @Test
    void whatDoesNotFitIsRefusedInASentence() throws IOException {
        assertRefused("found no shard in " + at("nothing"), Files.createDirectory(folder.resolve("nothing")));
        given();
        shard("1/2", "a");
        assertRefused("missing: 2/2", "a");
        shard("1/2", "twice");
        assertRefused("found shard 1/2 twice", "a", "twice");
        shard("2/3", "thirds");
        assertRefused("which overlap", "a", "thirds");

        shard("2/2", "b");
        Path journal = folder.resolve("b/small/shard-2-of-2.journal");
        String text = Files.readString(journal);
        Files.writeString(journal, text.replaceFirst("converged:", "converged:1"));
        assertRefused("it is unfinished or damaged; run shard 2/2 again", "a", "b");
        Files.writeString(journal, text.replaceFirst("journal \\p{XDigit}", "journal g"));
        assertRefused("is another build's of Lockstep", "a", "b");
        Files.writeString(journal, text.substring(5));
        assertRefused("it is damaged", "a", "b");
        Files.writeString(journal, text + Files.readString(folder.resolve("a/small/shard-1-of-2.journal")));
        assertRefused("which is another shard's", "a", "b");

        Files.writeString(folder.resolve("small.yaml"), GIVEN.replace("0.5", "0.6"));
        shard("2/2", "other");
        assertRefused("are of different configs or examples", "a", "other");
    }

    @Test
    void whatCannotBeSharedIsRefused() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), GIVEN.replace("{seeds:", "{engine: dl4j, seeds:"));
        assertThat(shard("1/2", "a")).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(said.toString()).contains("found engine dl4j with --shard, expected scalar");
        assertThat(shard("3/2", "a")).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(said.toString()).contains("--shard is \"3/2\"; expected K/N, a shard from 1/N to N/N");
        assertThat(run("race", "--on", "spark", at("small.yaml"))).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(said.toString())
                .contains("--on is \"spark\"; expected spark, with the module for it on the class path");
        assertThat(folder.resolve("a")).doesNotExist();
    }

    private void given() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), GIVEN);
    }

    private void assertRefused(String why, Object... folders) {
        said.getBuffer().setLength(0);
        assertThat(merge(folders)).isEqualTo(ExitStatus.WRONG_INPUT);
        assertThat(said.toString()).contains(why).hasLineCount(1);
        assertThat(folder.resolve("merged")).doesNotExist();
    }

    private int shard(String shard, String out) {
        return run("race", "--shard", shard, "--out", at(out), at("small.yaml"));
    }

    private int merge(Object... folders) {
        List<String> args = new ArrayList<>(List.of("merge", "--unverified", "--out"));
        args.add(folders[0].equals("shared") ? at("shared") : at("merged"));
        for (Object each : folders) {
            args.add(folder.resolve(each.toString()).toString());
        }
        return run(args.toArray(String[]::new));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... args) {
        return Main.commandLine(new Interruption())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(args);
    }
}
