package lockstep.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** SHA-256 digests of results: of what is the same on every machine. */
final class Digests {

    private static final Path FILE = Path.of("src/test/resources/lockstep/cli/digests.csv");

    /**
     * The columns that a digest is of, by name, so that a column that is added changes none. Left out is what the candidate
     * computes and what follows from it, such as verdicts: the last digits of DL4J's numbers depend on the processor. So may
     * {@code control_spread}: controls are asked only where the two losses part. {@code remarks.csv} says in words what follows from
     * the others.
     */
    private static final Map<String, String> COMPARED = Map.ofEntries(
            Map.entry(
                    "runs.csv",
                    "optimizer|kind|learning_rate|seed|outcome|epochs|steps|presentations|final_loss|test_loss|accuracy"
                            + "|gradient_evaluations|connection_crossings"),
            Map.entry("targets.csv", "optimizer|seed|target|outcome|epochs"),
            Map.entry(
                    "summary.csv",
                    "optimizer|kind|learning_rate|seeds|converged|success_(rate|low|high)|median_(epochs|low|high)"
                            + "|(mean|sd|ert)_epochs|(test_loss|accuracy)_median|restart_(mean|sd)|hyper_parameters"),
            Map.entry("curves.csv", "optimizer|epoch|(loss|test_loss|accuracy)_(q25|median|q75)"),
            Map.entry("single_runs.csv", "optimizer|run|seed|epoch|loss"),
            Map.entry("survival.csv", "optimizer|epoch|at_risk|converged|survival|survival_(low|high)"),
            Map.entry("ecdf.csv", "optimizer|target|epoch|share"),
            Map.entry(
                    "pairs.csv",
                    "optimizer|other|seeds|faster|slower|ties|probability|probability_(low|high)|median_ratio"
                            + "|ratio_(low|high)|(sign|holm)_p|mann_whitney_[up]|log_rank_(chi_square|p)"),
            Map.entry(
                    "settings.csv",
                    "optimizer|kind|learning_rate|setting|hyper_parameters|seeds|converged|success_rate|diverged"
                            + "|median_epochs|ert_epochs|median_loss|chosen"),
            Map.entry("budgets.csv", "optimizer|settings|ert_(q25|median|q75)"),
            Map.entry(
                    "sensitivity.csv",
                    "optimizer|learning_rate|ert_epochs|ratio|diverged_share|diverges|best|within_twice"),
            Map.entry(
                    "published.csv",
                    "optimizer|quantity|epoch|output|published(_sd|_trials|_min|_max)?|ours(_sd|_converged|_failed|_min|_max)?"
                            + "|z|verdict|source"),
            Map.entry("losses.csv", "optimizer|step|epoch|scalar_loss"),
            Map.entry("outputs.csv", "optimizer|example|(input|target|scalar)_[0-9]+"),
            Map.entry("boundary.csv", "optimizer|step|input_(2|1_low|1_high)|scalar_[0-9]+"),
            Map.entry("gradients.csv", "optimizer|layers|step|layer|scalar_mean"),
            Map.entry("step.csv", "optimizer|step|quantity|example|layer|from|unit|scalar_value|central_difference"),
            Map.entry("adequacy.csv", "optimizer|kind|fault|sight|rung|step|reason"),
            Map.entry("planted.csv", "optimizer|kind|planted|size|parts_at|outcome|answer|twins|programs"));

    /** Those that a race without a verification does not write. */
    static final List<String> OF_OTHER_COMMANDS = List.of(
            "losses.csv", "outputs.csv", "boundary.csv", "gradients.csv", "step.csv", "adequacy.csv", "planted.csv");

    private Digests() {}

    private static String name(Path results) {
        return Objects.requireNonNull(results.getFileName()).toString();
    }

    /** Of a folder of results, by the file's name. */
    static Map<String, String> of(Path results) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (String file : COMPARED.keySet()) {
            if (Files.exists(results.resolve(file))) {
                digests.put(file, digest(results.resolve(file)));
            }
        }
        return digests;
    }

    static String digest(Path file) throws IOException {
        String compared = COMPARED.get(name(file));
        MessageDigest digest = sha256();
        try (var csv = CsvReader.builder().ofCsvRecord(file)) {
            Iterator<CsvRecord> rows = csv.iterator();
            CsvRecord header = rows.next();
            int[] columns = IntStream.range(0, header.getFieldCount())
                    .filter(column -> header.getField(column).matches(compared))
                    .toArray();
            add(digest, header, columns);
            rows.forEachRemaining(row -> add(digest, row, columns));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, CsvRecord row, int[] columns) {
        for (int column : columns) {
            digest.update((row.getField(column) + "\t").getBytes(StandardCharsets.UTF_8));
        }
        digest.update((byte) '\n');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** The committed ones. */
    static Map<String, String> expected(Path results) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(FILE)) {
            String[] fields = line.split(",", -1);
            if (fields[0].equals(name(results))) {
                expected.put(fields[1], fields[2]);
            }
        }
        return expected;
    }

    /** @param whole whether these are all that there are, and not only the race's */
    static void rewrite(Path results, Map<String, String> found, boolean whole) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(FILE));
        String header = lines.remove(0);
        lines.removeIf(line -> {
            String[] fields = line.split(",", -1);
            return fields[0].equals(name(results)) && (whole || !OF_OTHER_COMMANDS.contains(fields[1]));
        });
        found.forEach((file, digest) -> lines.add(name(results) + "," + file + "," + digest));
        lines.sort(null);
        lines.add(0, header);
        Files.write(FILE, lines);
    }
}
