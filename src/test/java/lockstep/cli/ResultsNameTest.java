package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a folder of results could stand where Lockstep writes a file, and a run end in an error at its last line. */
class ResultsNameTest {

    private static final String CONFIG = """
            name: %s
            data: {source: and}
            network:
              layers:
                - {units: 1, activation: sigmoid, init: {uniform: [0, 1]}}
            loss: squared_error
            optimizers:
              sgd: {sgd: {learning_rate: 1}}
              slow: {sgd: {learning_rate: 0.1}}
            race: {seeds: 2, epochs: 5, target: {loss: 0.9}}
            """;

    @TempDir
    private Path folder;

    @Test
    void theNameOfNoFileBesideTheResultsIsAConfigs() throws IOException {
        assertThat(errors("a", "b")).isEmpty();

        List<String> files;
        try (Stream<Path> all = Files.list(folder.resolve("results"))) {
            files = all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
        assertThat(files).containsExactly("index.html", "profile.csv");
        for (String file : files) {
            assertThat(errors(file)).contains(":1:7: found \"" + file + "\", expected another name");
        }
    }

    @Test
    void theNameOfADeviceIsNoConfigs() throws IOException {
        for (String device : List.of("CON", "nul", "com1.x")) {
            assertThat(errors(device)).contains("found \"" + device + "\", expected another name: on Windows");
        }
        assertThat(errors("cone")).isEmpty();
    }

    private String errors(String... names) throws IOException {
        Path configs = Files.createDirectory(folder.resolve(String.join("-", names)));
        for (String name : names) {
            Files.writeString(configs.resolve(name + ".yaml"), CONFIG.formatted(name));
        }
        StringWriter errors = new StringWriter();
        Main.commandLine(new Interruption())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors, true))
                .execute("race", "--quiet", "--out", folder.resolve("results").toString(), configs.toString());
        return errors.toString();
    }
}
