package lockstep.config.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigTexts;
import lockstep.data.DataSource;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a network could be trained on other columns than those meant, its own targets among them. */
class CsvFormTest {

    private static final String CONFIG = """
            data: {source: and}
            network:
              layers:
                - {units: 1, activation: sigmoid, init: {uniform: [0, 1]}}
            loss: squared_error
            optimizers:
              sgd: {sgd: {learning_rate: 1}}
            """;

    @TempDir
    private Path folder;

    @Test
    void csvColumnsBecomeExamples() throws ConfigException, IOException {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/flowers.csv"), "kind,width,length\nrose,1.5,2\niris,-3,4e0\n");
        Path file = folder.resolve("flowers.yaml");
        Files.writeString(
                file,
                CONFIG.replace("{source: and}", "{csv: data/flowers.csv, inputs: [length, width], class: kind}")
                        .replace("units: 1", "units: 2"));

        ExperimentConfig config = ConfigTexts.READER.read(file);

        assertThat(config.data().source())
                .isEqualTo(new DataSource.Csv(
                        folder.resolve("data/flowers.csv"),
                        List.of("length", "width"),
                        List.of(),
                        Optional.of("kind")));
        assertThat(config.data().examples().inputValues()).containsExactly(2, 1.5, 4, -3);
        assertThat(config.data().examples().targetValues()).as("iris, rose").containsExactly(0, 1, 1, 0);
    }

    @Test
    void aCsvMistakeIsReportedWhereItStands() throws IOException {
        Files.writeString(folder.resolve("flowers.csv"), "kind,width,length\nrose,1.5,2\niris,wide,4e0\n");
        Path file = folder.resolve("flowers.yaml");
        String text = CONFIG.replace("{source: and}", "{csv: flowers.csv, inputs: [lenght, width], targets: [hight]}");

        assertThatThrownBy(() -> ConfigTexts.READER.read(text, file))
                .hasMessage(file
                        + ":1:35: found the unknown column \"lenght\", expected one of kind, width, length, did you"
                        + " mean \"length\"?\n" + file
                        + ":1:61: found the unknown column \"hight\", expected one of kind, width, length");
        assertThatThrownBy(() -> ConfigTexts.READER.read(
                        text.replace("lenght, width", "width").replace("hight", "length"), file))
                .hasMessage(folder.resolve("flowers.csv")
                        + ":3: found \"wide\" in row 2, column width, expected a finite number");
    }

    @Test
    void aColumnIsTakenOnce() throws IOException {
        assertThat(mistakes("a,b,t\n1,2,0\n", "inputs: [a, b, a], targets: [t]"))
                .isEqualTo("t.yaml:1:35: found the column \"a\" twice, expected it once");
        assertThat(mistakes("a,b,t\n1,2,0\n", "inputs: [a], targets: [t, t]"))
                .isEqualTo("t.yaml:1:46: found the column \"t\" twice, expected it once");
    }

    @Test
    void aTargetIsNoInput() throws IOException {
        String answer = "found the column \"t\" here and among the inputs, expected it in one place: a network that is"
                + " given the answer learns nothing else";

        assertThat(mistakes("a,t\n1,0\n", "inputs: [a, t], targets: [t]")).isEqualTo("t.yaml:1:46: " + answer);
        assertThat(mistakes("a,t\n1,0\n2,1\n", "inputs: [a, t], class: t")).isEqualTo("t.yaml:1:43: " + answer);
    }

    @Test
    void anotherLetterIsNoMisspelling() throws IOException {
        assertThat(mistakes("a,b\n1,0\n", "inputs: [a], targets: [t]"))
                .isEqualTo("t.yaml:1:43: found the unknown column \"t\", expected one of a, b");
        assertThat(mistakes("x1,x2\n1,0\n", "inputs: [x1], targets: [x3]"))
                .isEqualTo("t.yaml:1:44: found the unknown column \"x3\", expected one of x1, x2");
        assertThat(mistakes("A,B\n1,0\n", "inputs: [A], targets: [b]"))
                .isEqualTo("t.yaml:1:43: found the unknown column \"b\", expected one of A, B, did you mean \"B\"?");
    }

    /** Once, where the file is wrong, and not for each column that is then unknown. */
    @Test
    void semicolonsAreReportedOnce() throws IOException {
        assertThat(mistakes("a;b;t\n0,5;1;0\n", "inputs: [a, b], targets: [t]"))
                .isEqualTo("t.csv:1: found columns separated by semicolons and numbers with a decimal comma, expected"
                        + " commas between columns and points in numbers: replace each comma by a point, then each"
                        + " semicolon by a comma");
    }

    private String mistakes(String table, String columns) throws IOException {
        Files.writeString(folder.resolve("t.csv"), table);
        String config = CONFIG.replace("{source: and}", "{csv: t.csv, " + columns + "}");
        Path file = folder.resolve("t.yaml");
        ConfigException exception =
                catchThrowableOfType(ConfigException.class, () -> ConfigTexts.READER.read(config, file));
        return String.valueOf(exception.getMessage()).replace(folder + "/", "");
    }
}
