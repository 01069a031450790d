package lockstep.fuzzed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What readers are tried on: what the project has anyway, and what was found to be hard to read. */
final class Inputs {

    private static final Path FOUND = Path.of("src/test/resources/lockstep/fuzzed");

    /** None of those that the project has anyway is longer: there are enough of them. */
    private static final int MOST_BYTES = 4000;

    /** Each has other files. */
    private static final List<String> KEPT =
            List.of("chapter-gate-xor", "chapter-mazur", "chapter-vanishing-relu-naive", "dense", "optimizers", "xor");

    private Inputs() {}

    /**
     * The inputs of a reader, by names.
     *
     * @param folder of one's own, for files
     */
    static Map<String, byte[]> of(Reader reader, Path folder) throws IOException {
        Map<String, byte[]> inputs = new TreeMap<>();
        switch (reader) {
            case CONFIG -> add(inputs, ".yaml", "configs", "examples", "src/test/resources/lockstep/cases");
            case DATA -> add(inputs, ".csv", "examples", "src/main/resources", "src/test/resources/lockstep/cases");
            case LOSSES -> add(inputs, ".csv", "examples", "src/test/resources/lockstep/cases");
            case ANSWER -> {
                for (String line : lines("docs/bring-your-own.md", "< {")) {
                    inputs.put("answer " + inputs.size(), line.substring(2).getBytes(UTF_8));
                }
            }
            case TRACE ->
                inputs.put(
                        "trace",
                        String.join("\n", lines("docs/traces.md", "{\"")).getBytes(UTF_8));
            case JOURNAL -> inputs.put("journal", Journals.written(folder));
            case RESULTS -> {
                for (String kept : KEPT) {
                    inputs.put(kept, ResultFiles.written(Path.of("results", kept)));
                }
            }
        }
        if (Files.isDirectory(
                FOUND.resolve(reader.key()))) { // git keeps no folder of a reader in which nothing was found
            add(inputs, "", FOUND.resolve(reader.key()).toString());
        }
        return inputs;
    }

    private static void add(Map<String, byte[]> inputs, String end, String... folders) throws IOException {
        for (String folder : folders) {
            for (Path file : list(folder, end)) {
                if (end.isEmpty() || Files.size(file) <= MOST_BYTES) {
                    inputs.put(file.toString(), Files.readAllBytes(file));
                }
            }
        }
    }

    private static List<Path> list(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(end))
                    .collect(Collectors.toList());
        }
    }

    private static List<String> lines(String file, String begin) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(begin))
                .toList();
    }
}
