package lockstep.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of the CSV files as tables for people: {@code README.md} beside them. */
final class Page {

    /** Those outside the JVM first, but for C, which has a column of its own. */
    private static final List<String> PROGRAMS = Stream.<Enum<?>>concat(
                    Stream.of(Reference.values()).skip(1), Stream.of(Program.values()))
            .map(program -> program.name().toLowerCase(Locale.ROOT))
            .toList();

    private Page() {}

    static void write(Path folder) throws IOException {
        StringBuilder page = new StringBuilder("""
                # The last run of the benchmark

                Written by `mvn -Pbench verify` from the CSV files beside it; `docs/performance.md` says what is measured, and how.
                Microseconds of processor time a step, and in brackets how many times the C reference's.

                """);
        page.append("| network | batch | optimizer | c | ")
                .append(String.join(" | ", PROGRAMS))
                .append(" |\n");
        page.append("| --- ".repeat(4 + PROGRAMS.size())).append("|\n");
        times(folder).forEach((workload, times) -> {
            double c = times.getOrDefault("c", Double.NaN);
            page.append("| ").append(workload).append(" | ").append(number(c)).append(" | ");
            page.append(PROGRAMS.stream()
                    .map(program -> times.containsKey(program)
                            ? number(times.get(program)) + " (" + number(times.get(program) / c) + ")"
                            : "")
                    .collect(Collectors.joining(" | ")));
            page.append(" |\n");
        });
        list(page, folder.resolve("command.csv"));
        list(page, folder.resolve("machine.csv"));
        Files.writeString(folder.resolve("README.md"), page);
    }

    /** The times of each program, by what was trained. */
    private static Map<String, Map<String, Double>> times(Path folder) throws IOException {
        Map<String, Map<String, Double>> times = new LinkedHashMap<>();
        for (NamedCsvRecord row : rows(folder.resolve("bench.csv"))) {
            String workload = row.getField("network") + " " + row.getField("activation") + " | " + row.getField("batch")
                    + " | " + row.getField("optimizer");
            times.computeIfAbsent(workload, key -> new LinkedHashMap<>())
                    .put(row.getField("program"), Double.valueOf(row.getField("microseconds")));
        }
        return times;
    }

    /** A CSV file as a table of the same columns. */
    private static void list(StringBuilder page, Path file) throws IOException {
        List<NamedCsvRecord> rows = rows(file);
        if (rows.isEmpty()) {
            return;
        }
        List<String> header = rows.get(0).getHeader();
        page.append("\n| ").append(String.join(" | ", header)).append(" |\n");
        page.append("| --- ".repeat(header.size())).append("|\n");
        for (NamedCsvRecord row : rows) {
            page.append("| ").append(String.join(" | ", row.getFields())).append(" |\n");
        }
    }

    private static List<NamedCsvRecord> rows(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            return csv.stream().toList();
        }
    }

    private static String number(double value) {
        return value < 10.0 ? String.format(Locale.ROOT, "%.3g", value) : String.format(Locale.ROOT, "%,.0f", value);
    }
}
