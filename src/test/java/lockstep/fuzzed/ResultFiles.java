package lockstep.fuzzed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockstep.console.Changes;
import lockstep.page.IndexPage;
import lockstep.page.ReportPage;
import lockstep.results.SavedResults;
import picocli.CommandLine.Help.Ansi;

/** A folder of results in one file: each of its files under a line {@code == summary.csv}. */
final class ResultFiles {

    private static final String BEGIN = "== ";
    private static final Pattern FILE = Pattern.compile("[a-z_]{1,20}\\.(csv|yaml)");

    /** As much of a file as is kept: some rows of each. */
    private static final int MOST = 700;

    private ResultFiles() {}

    /** The beginnings of the files in a folder. */
    static byte[] written(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : list(folder)) {
            String text = Files.readString(file, ISO_8859_1);
            int end = text.length() <= MOST ? text.length() : text.lastIndexOf('\n', MOST) + 1;
            all.append(BEGIN).append(file.getFileName()).append('\n').append(text, 0, end);
        }
        return all.toString().getBytes(ISO_8859_1);
    }

    static void read(Path file, byte[] input) throws IOException {
        Path folder = Files.createDirectories(file.resolveSibling("results/fuzzed"));
        for (Path old : list(folder)) {
            Files.delete(old);
        }
        for (String part : Pattern.compile("^" + BEGIN, Pattern.MULTILINE).split(new String(input, ISO_8859_1), -1)) {
            int end = part.indexOf('\n');
            if (end > 0 && FILE.matcher(part.substring(0, end)).matches()) {
                Files.writeString(folder.resolve(part.substring(0, end)), part.substring(end + 1), ISO_8859_1);
            }
        }
        if (ReportPage.isPossible(folder)) {
            SavedResults results = new SavedResults(folder);
            Changes.Side side = new Changes.Side(results.rulings(), results.standings());
            Changes.lines(side, side, Ansi.OFF);
            ReportPage.write(folder);
            IndexPage.write(folder.getParent());
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> FILE.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
