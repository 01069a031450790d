package lockstep.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.model.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a cell could be read as another number than the one written, or a class get another's output. */
class CsvTableTest {

    private static final String FLOWERS = """
            width, length ,kind
            1.5,-2,rose
            1e-3, 4. ,"iris, blue"
            .25,+7,Zinnia
            0.30000000000000004,-0,rose
            """;

    @TempDir
    private Path folder;

    @Test
    void cellsAreReadToTheLastBit() throws Exception {
        CsvTable table = table(FLOWERS);

        assertThat(table.columns()).containsExactly("width", "length", "kind");
        assertThat(table.numbers(List.of("length", "width")))
                .isDeepEqualTo(new double[][] {{-2, 1.5}, {4, 1e-3}, {7, 0.25}, {-0.0, 0.30000000000000004}});
    }

    @Test
    void classesAreSortedAsTextCapitalsFirst() throws Exception {
        CsvTable table = table(FLOWERS);

        assertThat(table.classes("kind")).containsExactly("Zinnia", "iris, blue", "rose");
        assertThat(table.oneHot("kind")).isDeepEqualTo(new double[][] {{0, 0, 1}, {0, 1, 0}, {1, 0, 0}, {0, 0, 1}});
    }

    @Test
    void columnsBecomeExamples() throws Exception {
        Path file = write(FLOWERS);

        Examples numbers = new DataSource.Csv(file, List.of("width"), List.of("length"), Optional.empty()).examples();
        Examples classes = new DataSource.Csv(file, List.of("width"), List.of(), Optional.of("kind")).examples();

        assertThat(numbers.size()).isEqualTo(4);
        assertThat(numbers.targetValues()).containsExactly(-2, 4, 7, -0.0);
        assertThat(classes.outputs()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "ar", "tr"})
    void theLanguageOfTheMachineChangesNothing(String language) throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            cellsAreReadToTheLastBit();
            classesAreSortedAsTextCapitalsFirst();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aByteOrderMarkWindowsLineEndsAndEmptyLinesDoNoHarm() throws Exception {
        CsvTable table = table("\uFEFF" + FLOWERS.replace("\n", "\r\n\r\n"));

        assertThat(table.columns()).startsWith("width");
        assertThat(table.numbers(List.of("width"))).hasDimensions(4, 1);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", 0, "found an empty file, expected a row of column names, then a row for each example"),
                Arguments.of(
                        "a,b\n", 0, "found a header only, expected a row of column names, then a row for each example"),
                Arguments.of("a,a\n1,2\n", 1, "found the column \"a\" twice, expected it once"),
                Arguments.of("a,b\n1,2\n3\n", 3, "found 1 field, expected 2, as in the header"),
                Arguments.of("a,b\n1,2\n3,4,5\n", 3, "found 3 fields, expected 2, as in the header"),
                Arguments.of("a,b\n1,2\n\n3,x\n", 4, "found \"x\" in row 2, column b, expected a finite number"),
                Arguments.of("a,b\n1,2\n1,2\n1,\n", 4, "found nothing in row 3, column b, expected a finite number"),
                Arguments.of("a,b\n1,\"3,5\"\n", 2, "found \"3,5\" in row 1, column b, expected a finite number"),
                Arguments.of("a,b\n1,NaN\n", 2, "found \"NaN\" in row 1, column b, expected a finite number"),
                Arguments.of("a,b\n1,1e400\n", 2, "found \"1e400\" in row 1, column b, expected a finite number"),
                Arguments.of("a,b\n1,1f\n", 2, "found \"1f\" in row 1, column b, expected a finite number"),
                Arguments.of("a,b\n1,\u0661\n", 2, "found \"\u0661\" in row 1, column b, expected a finite number"),
                Arguments.of(
                        "a;b\n1.5;2\n",
                        1,
                        "found columns separated by semicolons, expected commas: replace each semicolon by"
                                + " a comma"),
                Arguments.of(
                        "\na\tb\n1,5\t2\n",
                        1,
                        "found columns separated by tabs and numbers with a decimal comma, expected commas between columns"
                                + " and points in numbers: replace each comma by a point, then each tab by a comma"),
                Arguments.of("loss\n0,4\n", 2, "found 0,4, expected a number with a point: a comma separates columns"),
                Arguments.of("a,b\n1,2\n3,\"4\n", 3, "found invalid CSV: Unclosed quoted field at end of input"),
                Arguments.of(
                        "a,b\n1,\"2\"3\n",
                        2,
                        "found invalid CSV: Unexpected character after closing quote: '3' (0x33)"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsReportedWhereItStands(String text, int line, String message) throws IOException {
        Path file = write(text);

        DataException exception = catchThrowableOfType(
                DataException.class, () -> CsvTable.read(file).numbers(List.of("a", "b")));

        assertThat(exception).hasMessage(message);
        assertThat(exception.file()).isEqualTo(file);
        assertThat(exception.line()).isEqualTo(line);
    }

    /** What is read first is no matter of the file's: the targets are not asked about before the inputs of a line above. */
    @Test
    void theFirstMistakeOfTheFileIsReported() throws IOException {
        Path file = write("a,t,kind\n1,0,x\nNA,0,y\n1,NaN,\n");

        for (DataSource source : List.of(
                new DataSource.Csv(file, List.of("a"), List.of("t"), Optional.empty()),
                new DataSource.Csv(file, List.of("a"), List.of(), Optional.of("kind")))) {
            assertThatThrownBy(source::examples)
                    .hasMessage("found \"NA\" in row 2, column a, expected a finite number")
                    .isInstanceOfSatisfying(
                            DataException.class,
                            exception -> assertThat(exception.line()).isEqualTo(3));
        }
    }

    @Test
    void aSemicolonMayStandInAName() throws Exception {
        assertThat(table("\"a;b\"\n1\n").columns()).containsExactly("a;b");
    }

    @Test
    void aClassThatIsMissingOrTheOnlyOneIsAMistake() {
        assertThatThrownBy(() -> table("a,kind\n1,x\n2, \n").classes("kind"))
                .hasMessage("found nothing in row 2, column kind, expected the name of a class");
        assertThatThrownBy(() -> table("a,kind\n1,x\n2,x\n").oneHot("kind"))
                .hasMessage("found only the class \"x\" in column kind, expected at least two classes");
    }

    @Test
    void aFileThatIsNoTextIsAMistake() throws IOException {
        Path file = folder.resolve("t.csv");
        Files.write(file, "a,b\n1,\u00FC\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> CsvTable.read(file))
                .hasMessage("found bytes that are not UTF-8, expected a CSV file in UTF-8");
        assertThatThrownBy(() -> CsvTable.read(folder)).hasMessage("found a folder, expected a CSV file");
        assertThatThrownBy(() -> CsvTable.read(folder.resolve("none.csv")))
                .hasMessage("found no such file, expected a CSV file");
    }

    private CsvTable table(String text) throws IOException, DataException {
        return CsvTable.read(write(text));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }
}
