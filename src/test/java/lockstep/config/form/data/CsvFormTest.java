package lockstep.config.form.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.config.ExperimentConfig;
import lockstep.config.file.ConfigTexts;
import lockstep.data.DataSource;
import lockstep.data.file.Selection;
import lockstep.yaml.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
                        true,
                        List.of("length", "width"),
                        List.of(),
                        Optional.of("kind"),
                        Selection.ALL));
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

    /** A label of 1 stands in the first column of the first example: whoever means column 1 by it would lose that example. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1,0.5,0.3\\n0,0.2,0.1; inputs: rest, class: '1'",
                "0.5,2,3\\n0.1,1,2; inputs: [\"*\"], targets: '3'",
                "M,17.9,10.3\\nB,1.5,2.5; inputs: rest, class: M"
            })
    void aNumberInTheFirstRowIsNoName(String csv, String keys) throws IOException {
        String rows = csv.replace("\\n", "\n") + "\n";
        assertThat(mistakes(rows, keys)).contains("t.csv:1: found ").contains("the file seems to have no header");
    }

    @Test
    void aHeaderOfNumbersThatIsMeantStands() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "0,1\n5,1\n7,0\n");
        String config = CONFIG.replace("{source: and}", "{csv: t.csv, header: true, inputs: ['0'], targets: ['1']}");
        Path file = folder.resolve("t.yaml");

        assertThat(ConfigTexts.READER.read(config, file).data().examples().inputValues())
                .containsExactly(5, 7);
    }

    @Test
    void columnsWithoutANameAreSaidToBeThat() throws IOException {
        assertThat(mistakes("a,b,t,,\n1,2,3,,\n", "inputs: [a, b], targets: t"))
                .isEqualTo(
                        "t.csv:1: found no name for column 4 and none for column 5, expected a name for each: commas at the"
                                + " ends of the lines make columns without one");
    }

    /** A terminal would obey them. */
    @Test
    void controlCharactersAreNotPrinted() throws IOException {
        assertThat(mistakes("a,t\n\u001b[31mred\u0007,3\n", "inputs: a, targets: t"))
                .isEqualTo("t.csv:2: found \"\uFFFD[31mred\uFFFD\" in row 1, column a, expected a finite number");
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

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of(
                        "linear.yaml",
                        "linear_noheader.csv:1: found 0, 0.2, 0.31 where the names of the columns belong: the file seems to"
                                + " have no header; then add `header: false` to the data, and call the columns by their"
                                + " numbers, 1 to 3; if these are names, add `header: true`"),
                Arguments.of(
                        "seeds.yaml",
                        "seeds.tsv:1: found columns separated by runs of tabs, expected commas: replace each run of tabs by"
                                + " a comma"),
                Arguments.of(
                        "miss.yaml",
                        "miss.csv:3: found nothing in row 2, column b, expected a finite number\n"
                                + "miss.csv:4: found nothing in row 3, column a, expected a finite number"));
    }

    /** Files as people have them. */
    @ParameterizedTest
    @MethodSource("cases")
    void aFileThatIsNotReadIsNamedForWhatItIs(String config, String message) throws Exception {
        Path file = Path.of(CsvFormTest.class.getResource(config).toURI());

        assertThatThrownBy(() -> ConfigTexts.READER.read(file))
                .satisfies(e -> assertThat(e.getMessage().replace(file.getParent() + "/", ""))
                        .isEqualTo(message));
    }

    @Test
    void aFileWithoutAHeaderHasNumbersForNames() throws Exception {
        Path file = Path.of(CsvFormTest.class.getResource("linear.yaml").toURI());
        String text = Files.readString(file)
                .replace("inputs: [x, y], class: label", "header: false, inputs: [3, 2], class: 1");

        ExperimentConfig config = ConfigTexts.READER.read(text, file);

        assertThat(config.data().examples().inputValues()).containsExactly(0.31, 0.2, 0.72, 0.8, 0.15, 0.1, 0.95, 0.9);
        assertThat(config.data().examples().targetValues()).containsExactly(1, 0, 0, 1, 1, 0, 0, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rest                 | 1 2 3 4",
                "[x*]                 | 2 4",
                "[y, rest]            | 3 1 2 4",
                "[rest, x?]           | 1 3 4 2",
                "['x10', '?', rest]   | 4 1 3 2",
                "\"*\"                | 1 2 3 4"
            })
    void patternsAndRestAreColumnsThatNothingElseTakes(String inputs, String columns) throws Exception {
        Files.writeString(folder.resolve("t.csv"), "a,x1,y,x10,t\n1,2,3,4,5\n");
        String config = CONFIG.replace("{source: and}", "{csv: t.csv, inputs: " + inputs + ", targets: t}");

        ExperimentConfig read = ConfigTexts.READER.read(config, folder.resolve("t.yaml"));

        double[] expected =
                Stream.of(columns.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(read.data().examples().inputValues()).containsExactly(expected);
        assertThat(read.data().examples().targetValues()).containsExactly(5);
    }

    /** Patterns came later than columns. */
    @Test
    void aColumnThatIsCalledLikeAPatternIsThatColumn() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "rest,x*,x1,t\n1,2,3,4\n");
        String config = CONFIG.replace("{source: and}", "{csv: t.csv, inputs: [rest, x*], targets: [t]}");

        assertThat(ConfigTexts.READER
                        .read(config, folder.resolve("t.yaml"))
                        .data()
                        .examples()
                        .inputValues())
                .containsExactly(1, 2);
    }

    @Test
    void aPatternThatFitsNothingIsAMistake() throws IOException {
        assertThat(mistakes("a,b,t\n1,2,0\n", "inputs: [a, q*], targets: [t]"))
                .isEqualTo("t.yaml:1:32: found no column for \"q*\" that no other name takes, expected one of a, b, t");
        assertThat(mistakes("a,b,t\n1,2,0\n", "inputs: a, class: '*'"))
                .isEqualTo("t.yaml:1:38: found 2 columns for the class, expected one");
    }

    @Test
    void ofManyColumnsTheFirstAreNamed() throws IOException {
        String names = IntStream.rangeClosed(1, 784).mapToObj(i -> "p" + i).collect(Collectors.joining(","));

        assertThat(mistakes("label," + names + "\nx" + ",0".repeat(784) + "\n", "inputs: p*, class: lable"))
                .isEqualTo(
                        "t.yaml:1:39: found the unknown column \"lable\", did you mean \"label\"? expected one of label, "
                                + names.substring(0, names.indexOf(",p30")).replace(",", ", ") + ", ... (785 in all)");
    }

    @Test
    void aSampleOfMoreThanThereAreIsAMistake() throws IOException {
        assertThat(mistakes("a,t\n1,2\n", "inputs: [a], targets: [t], sample: {size: 2}"))
                .isEqualTo(
                        "t.yaml:1:55: found that the sample is of 2 examples, expected at most 1, of which it is drawn");
    }

    @Test
    void filesOfOtherProgramsAreNamed() throws IOException {
        assertThat(mistakes("% made by hand\n@RELATION t\n@ATTRIBUTE a NUMERIC\n@DATA\n1\n", "inputs: a, targets: t"))
                .startsWith("t.csv:1: found an ARFF file, as Weka has them, expected CSV: ");
        assertThat(mistakes("a b t\n1.5  2 0\n", "inputs: a, targets: t"))
                .isEqualTo(
                        "t.csv:1: found columns separated by runs of spaces, expected commas: replace each run of spaces"
                                + " by a comma");
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
