package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a tuning could choose by the very starts of its race, or the faults that a config plants could stay out of one. */
class RacingTest {

    private static final String SGD = "sgd: {sgd: {learning_rate: 0.1}}";
    private static final String MOMENTUM = "momentum: {momentum: {learning_rate: 0.1, momentum: 0.5}}";

    @TempDir
    private Path folder;

    /** The race has the seeds 10, 11 and 12: the four after them are those of another race, which begins at 13. */
    @Test
    void theTuningHasTheSeedsAfterThoseOfTheRace() throws IOException {
        String searched = "sgd: {sgd: {learning_rate: {grid: [0.1, 0.2]}}}";
        race("tuned", 10, "seeds: 3, tuning: {seeds: 4, settings: 2}", searched);
        race("after", 13, "seeds: 4", SGD);
        race("same", 10, "seeds: 4", SGD);

        String tried = column("tuned/settings.csv", "learning_rate=0.1", "ert_epochs");
        assertThat(tried).isEqualTo(column("after/summary.csv", "learning_rate=0.1", "ert_epochs"));
        assertThat(tried).isNotEqualTo(column("same/summary.csv", "learning_rate=0.1", "ert_epochs"));
    }

    /** Momentum that is ignored is plain descent at the same rate, epoch for epoch. */
    @Test
    void plantedFaultsRace() throws IOException {
        race("faulty", 10, "seeds: 3", SGD, MOMENTUM, "faults: {momentum: [momentum_ignored]}");
        race("right", 10, "seeds: 3", SGD, MOMENTUM);

        assertThat(epochs("faulty", "momentum")).hasSize(3).isEqualTo(epochs("faulty", "sgd"));
        assertThat(epochs("right", "momentum")).hasSize(3).doesNotContainAnyElementsOf(epochs("right", "sgd"));
        assertThat(epochs("right", "sgd")).isEqualTo(epochs("faulty", "sgd"));
    }

    /** Optimizers stand by their labels, everything else by a key of the config. */
    private void race(String name, int seed, String race, String... lines) throws IOException {
        StringBuilder config = new StringBuilder("""
                name: %s
                data: {source: xor}
                network:
                  layers:
                    - {units: 2, activation: tanh, init: {uniform: [-0.2, 0.2]}}
                    - {units: 1, activation: identity, bias: false, init: {uniform: [-2.0, 2.0]}}
                loss: half_squared_error
                batch_size: 1
                seed: %d
                race: {epochs: 2000, target: {loss: 0.1}, %s}
                optimizers:
                """.formatted(name, seed, race));
        for (String line : lines) {
            config.append(line.startsWith("faults:") ? "" : "  ").append(line).append('\n');
        }
        Path file = Files.writeString(folder.resolve(name + ".yaml"), config);
        StringWriter err = new StringWriter();
        int status = Main.commandLine(new Interruption())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute("race", "--unverified", "--quiet", "--out", folder.toString(), file.toString());
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
    }

    private List<String> epochs(String name, String optimizer) throws IOException {
        List<String> header = rows(name + "/runs.csv").get(0);
        return rows(name + "/runs.csv").stream()
                .filter(row -> row.get(0).equals(optimizer))
                .map(row -> row.get(header.indexOf("epochs")))
                .toList();
    }

    /** The value of a column in the row in which some column has the given value. */
    private String column(String file, String value, String column) throws IOException {
        List<List<String>> rows = rows(file);
        List<List<String>> found =
                rows.stream().filter(row -> row.contains(value)).toList();
        assertThat(found).hasSize(1);
        return found.get(0).get(rows.get(0).indexOf(column));
    }

    /** No value of these files has a comma in it. */
    private List<List<String>> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }
}
