package lockstep.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import lockstep.model.Examples;
import lockstep.work.Progress;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a cell could be read as another number than the one written, or a class get another's output. */
class CsvExamplesTest {

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
        assertThat(CsvTable.read(write(FLOWERS)).columns()).containsExactly("width", "length", "kind");
        assertThat(classes(FLOWERS, 2, 1, 0).inputValues())
                .containsExactly(-2, 1.5, 4, 1e-3, 7, 0.25, -0.0, 0.30000000000000004);
    }

    @Test
    void classesAreSortedAsTextCapitalsFirst() throws Exception {
        assertThat(classes(FLOWERS, 2, 0).targetValues())
                .as("Zinnia; iris, blue; rose")
                .containsExactly(0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1);
    }

    @Test
    void columnsBecomeExamples() throws Exception {
        Examples numbers = numbers(FLOWERS, List.of(0), List.of(1));

        assertThat(numbers.size()).isEqualTo(4);
        assertThat(numbers.targetValues()).containsExactly(-2, 4, 7, -0.0);
        assertThat(classes(FLOWERS, 2, 0).outputs()).isEqualTo(3);
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
        String windows = "\uFEFF" + FLOWERS.replace("\n", "\r\n\r\n");

        assertThat(CsvTable.read(write(windows)).columns()).startsWith("width");
        assertThat(classes(windows, 2, 0).inputValues()).containsExactly(1.5, 1e-3, 0.25, 0.30000000000000004);
        assertThat(classes(FLOWERS.replace('\n', '\r'), 2, 0).size()).isEqualTo(4);
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
        DataException exception = catchThrowableOfType(DataException.class, () -> {
            CsvTable.read(write(text)); // the only column of a file may be its mistake
            numbers(text, List.of(0), List.of(1));
        });

        assertThat(exception).hasMessage(message);
        assertThat(exception.file()).isEqualTo(folder.resolve("t.csv"));
        assertThat(exception.mistakes().get(0).line()).isEqualTo(line);
    }

    /** What is read first is no matter of the file's: the targets are not asked about before the inputs of a line above. */
    @Test
    void mistakesAreInTheOrderOfTheFile() {
        String text = "a,t,kind\n1,0,x\nNA,0,y\n1,NaN,\n";

        assertThat(mistakes(() -> numbers(text, List.of(0), List.of(1))))
                .containsExactly(
                        "3: found \"NA\" in row 2, column a, expected a finite number",
                        "4: found \"NaN\" in row 3, column t, expected a finite number");
        assertThat(mistakes(() -> classes(text, 2, 0)))
                .containsExactly(
                        "3: found \"NA\" in row 2, column a, expected a finite number",
                        "4: found nothing in row 3, column kind, expected the name of a class");
    }

    @Test
    void twentyMistakesAreToldAndTheOthersCounted() {
        List<String> mistakes =
                mistakes(() -> numbers("a,t\n" + "?,1\n".repeat(12) + "?,?\n".repeat(15), List.of(0), List.of(1)));

        assertThat(mistakes)
                .hasSize(20)
                .startsWith("2: found \"?\" in row 1, column a, expected a finite number")
                .endsWith("17: found \"?\" in row 16, column t, expected a finite number (and 22 more mistakes below)");
    }

    /** The cells of such a row are not in their columns. */
    @Test
    void aRowOfAnotherWidthIsOneMistake() {
        assertThat(mistakes(() -> numbers("a,t\nx,y,1\n1,2\n", List.of(0), List.of(1))))
                .containsExactly("2: found 3 fields, expected 2, as in the header");
    }

    @Test
    void aSemicolonMayStandInAName() throws Exception {
        assertThat(CsvTable.read(write("\"a;b\"\n1\n")).columns()).containsExactly("a;b");
    }

    @Test
    void aClassThatIsTheOnlyOneOrNamesTheRowsIsAMistake() {
        String rows = IntStream.range(0, 1200)
                .mapToObj(row -> row + ",id" + row + "\n")
                .collect(Collectors.joining());

        assertThat(mistakes(() -> classes("a,kind\n1,x\n2,x\n", 1, 0)))
                .containsExactly("0: found only the class \"x\" in column kind, expected at least two classes");
        assertThat(mistakes(() -> classes("a,id\n" + rows, 1, 0)))
                .containsExactly("0: found more than 1000 classes in the first 1001 rows of column id, expected fewer,"
                        + " because each takes an output: a column that names or numbers the rows is no class, and one"
                        + " of numbers to learn belongs under targets");
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

    @Test
    void aPackedFileIsReadAsIfItWereNot() throws Exception {
        Path file = folder.resolve("t.csv.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(FLOWERS.getBytes(StandardCharsets.UTF_8));
        }
        CsvExamples.Roles roles = new CsvExamples.Roles(List.of(0), List.of(1), OptionalInt.empty());

        assertThat(CsvExamples.of(file, true)
                        .read(roles, Selection.ALL, Progress.Display.NONE)
                        .inputValues())
                .containsExactly(1.5, 1e-3, 0.25, 0.30000000000000004);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> CsvExamples.of(file, true))
                .hasMessageStartingWith("found a file that gzip cannot unpack");
    }

    /** random.seed(3); rows = list(range(8)); random.shuffle(rows); sorted(rows[:3]) in CPython 3.11: [0, 5, 7]. */
    @Test
    void aSampleIsPythons() throws Exception {
        String text = "a,t\n"
                + IntStream.range(0, 9).mapToObj(row -> row + ",\"1\"\n").collect(Collectors.joining());
        CsvExamples.Roles roles = new CsvExamples.Roles(List.of(0), List.of(1), OptionalInt.empty());
        CsvExamples file = CsvExamples.of(write(text + "x,\n"), true);

        Selection first = new Selection(Optional.of(8), Optional.empty());
        Selection some = new Selection(Optional.of(8), Optional.of(new Selection.Draw(3, 3)));
        Selection tooMany = new Selection(Optional.of(8), Optional.of(new Selection.Draw(9, 3)));

        assertThat(file.read(roles, first, Progress.Display.NONE).inputValues())
                .as("a mistake further down is not met")
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(file.read(roles, some, Progress.Display.NONE).inputValues()).containsExactly(0, 5, 7);
        assertThatThrownBy(() -> file.read(roles, tooMany, Progress.Display.NONE))
                .hasMessage("the sample is of 9 examples; expected at most 8, of which it is drawn");
    }

    @Test
    void progressIsOfTheMegabytesOfTheFile() throws Exception {
        Path file = write("a,t\n" + "1,2\n".repeat(700_000)); // 2.67 MB
        List<String> seen = new ArrayList<>();
        Progress.Display display = (what, total) -> {
            seen.add(what + " of " + total);
            return new Progress.Shown() {
                @Override
                public void advance(int amount) {
                    seen.add("+" + amount);
                }

                @Override
                public void close() {
                    seen.add("closed");
                }
            };
        };

        CsvExamples.of(file, true)
                .read(new CsvExamples.Roles(List.of(0), List.of(1), OptionalInt.empty()), Selection.ALL, display);

        assertThat(seen).containsExactly("reading t.csv, MB of 3", "+1", "+1", "closed");
    }

    @Test
    void moreNumbersThanAnArrayHoldsAreRefused() throws DataException, IOException {
        DataFile file = DataFile.of(write(FLOWERS), "a CSV file");

        assertThatThrownBy(() -> file.room(3_000_000, 1000))
                .hasMessage(
                        "found 3000000 rows of 1000 numbers, expected 2147483639 numbers at most: `limit` or `sample`"
                                + " takes fewer");
    }

    /** A line break in quotes is in the file's lines, not in its rows. */
    @Test
    void fewerRowsThanLinesLeaveNoRoomEmpty() throws Exception {
        Examples examples = classes("a,kind\n1,\"x\ny\"\n\n2,z", 1, 0);

        assertThat(examples.inputValues()).containsExactly(1, 2);
        assertThat(examples.targetValues()).containsExactly(1, 0, 0, 1);
    }

    private Examples numbers(String text, List<Integer> inputs, List<Integer> targets) throws Exception {
        return read(text, new CsvExamples.Roles(inputs, targets, OptionalInt.empty()));
    }

    private Examples classes(String text, int classes, Integer... inputs) throws Exception {
        return read(text, new CsvExamples.Roles(List.of(inputs), List.of(), OptionalInt.of(classes)));
    }

    private Examples read(String text, CsvExamples.Roles roles) throws IOException, DataException {
        return CsvExamples.of(write(text), true).read(roles, Selection.ALL, Progress.Display.NONE);
    }

    private static List<String> mistakes(ThrowingCallable reading) {
        return catchThrowableOfType(DataException.class, reading).mistakes().stream()
                .map(mistake -> mistake.line() + ": " + mistake.message())
                .toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }
}
