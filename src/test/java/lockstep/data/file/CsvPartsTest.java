package lockstep.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.model.Examples;
import lockstep.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it the rows of a long file, whose parts are read at the same time, could take each other's places. */
class CsvPartsTest {

    private static final int ROWS = 20_000;
    private static final String NOTE = "some words so that the file is of a megabyte or more";

    @TempDir
    private Path folder;

    /** The lines of each row; whatever they are, the row's number is its input, and its class is that number's rest by three. */
    static Stream<Arguments> files() {
        IntFunction<String> quoted = row -> row + ",\"" + NOTE.replace(' ', '\n') + "\",\"k" + row % 3 + "\"\n";
        return Stream.of(
                Arguments.of("a line each", lines("\n")),
                Arguments.of("Windows", lines("\r\n")),
                Arguments.of("an old Macintosh", lines("\r")),
                Arguments.of("a line in three as of an old Macintosh", lines(row -> row % 3 == 0 ? "\r" : "\n")),
                Arguments.of("line ends in quotes", quoted),
                Arguments.of("no ASCII", (IntFunction<String>)
                        row -> lines("\n").apply(row).replace("so", row == 9_000 ? "\uFFFD" : "s\u00F6")),
                Arguments.of("an empty line", lines(row -> row == 8_000 ? "\n\n" : "\n")),
                Arguments.of("an empty line in the last part", lines(row -> row == ROWS - 10 ? "\n\n" : "\n")),
                Arguments.of("empty lines at the end", lines(row -> row == ROWS - 1 ? "\n\n\n" : "\n")),
                Arguments.of(
                        "more rows than lines", lines(row -> row == 100 ? "\r" : row == ROWS - 10 ? "\n\n" : "\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyRowHasItsPlace(String name, IntFunction<String> row) throws Exception {
        Examples examples = read(write(row), Progress.Display.NONE);

        assertThat(examples.inputValues())
                .isEqualTo(IntStream.range(0, ROWS).asDoubleStream().toArray());
        assertThat(examples.targetValues())
                .isEqualTo(IntStream.range(0, 3 * ROWS)
                        .mapToDouble(i -> i % 3 == i / 3 % 3 ? 1.0 : 0.0)
                        .toArray());
    }

    @Test
    void aMistakeIsReportedWhereItStands() throws IOException {
        Path file = write(row -> row == 12_000
                ? "\nx,,k\n"
                : row == 12_010 ? "1,2,3,4\n" : lines("\n").apply(row));

        assertThat(mistakes(file))
                .containsExactly(
                        "12003: found \"x\" in row 12001, column row, expected a finite number",
                        "12013: found 4 fields, expected 3, as in the header");
    }

    @Test
    void whatNamesTheRowsIsNoClass() throws IOException {
        assertThat(mistakes(write(row -> row + "," + NOTE + ",k" + row + "\n")).get(0))
                .startsWith("0: found more than 1000 classes in the first 1001 rows of column kind");
    }

    /** The mark is no part of a number but at the very beginning of a file. */
    @Test
    void aByteOrderMarkIsAMistakeWhereAPartBegins() throws Exception {
        CsvLines lines = CsvLines.of(DataFile.of(write(lines("\n")), "a CSV file"));
        int first = lines.parts().get(1).begin() - 1;

        assertThat(lines.parts()).as("at the same time").hasSizeGreaterThan(2);
        assertThat(mistakes(write(
                        row -> (row == first ? "\uFEFF" : "") + lines("\n").apply(row))))
                .containsExactly((first + 2) + ": found \"\uFEFF" + first + "\" in row " + (first + 1)
                        + ", column row, expected a finite number");
    }

    @Test
    void whatIsNotUtf8IsAMistakeInEachPart() throws IOException {
        Path file = write(lines("\n"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 20] = (byte) 0xFC;
        Files.write(file, bytes);

        assertThat(mistakes(file)).containsExactly("0: found bytes that are not UTF-8, expected a CSV file in UTF-8");
    }

    @Test
    void whoSeesTheProgressMayEndIt() throws IOException {
        Path file = write(lines("\n"));

        assertThatThrownBy(() -> read(file, (what, total) -> new Progress.Shown() {
                    @Override
                    public void advance(int amount) {
                        throw new CancellationException("enough");
                    }

                    @Override
                    public void close() {}
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
    }

    private static IntFunction<String> lines(String end) {
        return lines(row -> end);
    }

    private static IntFunction<String> lines(IntFunction<String> end) {
        return row -> row + "," + NOTE + ",k" + row % 3 + end.apply(row);
    }

    private static Examples read(Path file, Progress.Display display) throws DataException {
        CsvExamples.Roles roles = new CsvExamples.Roles(List.of(0), List.of(), OptionalInt.of(2));
        return CsvExamples.of(file, true).read(roles, Selection.ALL, display);
    }

    private static List<String> mistakes(Path file) {
        return catchThrowableOfType(DataException.class, () -> read(file, Progress.Display.NONE)).mistakes().stream()
                .map(mistake -> mistake.line() + ": " + mistake.message())
                .toList();
    }

    /** The header ends as the first row does. */
    private Path write(IntFunction<String> row) throws IOException {
        String end = row.apply(0).replaceAll("(?s).*?(\\R)\\z", "$1");
        return Files.writeString(
                folder.resolve("t.csv"),
                "row,note,kind" + end + IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining()));
    }
}
