package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without it one edited number in a folder of results could end {@code report} in a stack trace, "please report it".
 *
 * <p>Each field of the first row of every CSV file, and each value of {@code about.csv}, is in turn what it cannot be.
 */
class DamagedResultsTest {

    private static final List<String> HOSTILE = List.of("-1");

    @TempDir
    private Path folder;

    @Test
    void whatCannotBeIsShownOrRefusedInASentence() throws IOException {
        Path kept = Path.of("results", "chapter-mazur");
        List<String> faults = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(kept)) {
            files = all.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
        for (Path file : files) {
            Path copy = folder.resolve(file.getFileName());
            List<String> lines = Files.readAllLines(file);
            boolean about = file.endsWith("about.csv");
            for (int row = 1; row < (about ? lines.size() : Math.min(2, lines.size())); row++) {
                int fields = lines.get(row).split(",", -1).length;
                for (int column = about ? 1 : 0; column < fields; column++) {
                    for (String value : HOSTILE) {
                        Files.write(copy, changed(lines, row, column, value));
                        String answer = report();
                        if (answer.contains("a fault in Lockstep")) {
                            faults.add(file + ":" + (row + 1) + " column " + column + " '" + value + "': " + answer);
                        }
                    }
                }
            }
            Files.write(copy, lines);
        }
        assertThat(faults).isEmpty();
    }

    private static List<String> changed(List<String> lines, int row, int column, String value) {
        String[] fields = lines.get(row).split(",", -1);
        fields[column] = value;
        List<String> changed = new ArrayList<>(lines);
        changed.set(row, String.join(",", Arrays.asList(fields)));
        return changed;
    }

    private String report() {
        StringWriter errors = new StringWriter();
        Main.commandLine(new Interruption())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors, true))
                .execute("report", "--quiet", folder.toString());
        return errors.toString();
    }
}
