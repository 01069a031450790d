package lockstep.page.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.page.part.Plane;
import lockstep.page.part.Section;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;

/** What the networks answer between the examples, as they learn: where their decision boundary runs. */
public final class BoundarySection {

    private static final String FILE = "boundary.csv";
    private static final String EXAMPLES = "outputs.csv";

    /** A part of the range from the least to the largest target. */
    private static final double VISIBLE = 0.1;

    private record Range(double low, double high) {

        static Range of(double... values) {
            return new Range(
                    Arrays.stream(values).min().orElse(0.0),
                    Arrays.stream(values).max().orElse(0.0));
        }

        double share(double value) {
            return (value - low) / (high - low);
        }
    }

    private BoundarySection() {}

    public static Optional<Section> of(SavedResults results) {
        List<CsvRow> rows = results.rows(FILE);
        List<CsvRow> asked = results.rows(EXAMPLES);
        if (rows.isEmpty() || asked.isEmpty()) {
            return Optional.empty();
        }
        List<CsvRow> examples = CsvRow.of(asked.get(0).text("optimizer"), asked);
        Range targets = Range.of(CsvRow.column(examples, "target_1"));
        if (targets.low == targets.high) {
            return Optional.empty();
        }
        Range first = new Range(rows.get(0).number("input_1_low"), rows.get(0).number("input_1_high"));
        Range second = Range.of(CsvRow.column(rows, "input_2"));
        Plane plane = new Plane(
                OutputsSection.figure(targets.low),
                OutputsSection.figure((targets.low + targets.high) / 2.0),
                OutputsSection.figure(targets.high),
                examples.stream()
                        .map(example -> String.format(
                                Locale.ROOT,
                                "%.3f %.3f %s",
                                first.share(example.number("input_1")),
                                second.share(example.number("input_2")),
                                level(example.number("target_1"), targets)))
                        .collect(Collectors.joining(";")),
                networks(results, rows, targets));
        return Optional.of(new Section(
                "boundary",
                "Boundary",
                "What do they answer between the examples?",
                List.of(text(results, asked.get(0).has("target_2"), first, second)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(plane),
                List.of(FILE)));
    }

    private static String text(SavedResults results, boolean several, Range first, Range second) {
        boolean learned = !results.rulings().isEmpty();
        return "The scalar network’s " + (several ? "first " : "") + "answer to every point of the plane"
                + (learned ? ", after so many steps of the free run" : "")
                + ": across input 1, from " + OutputsSection.figure(first.low) + " to "
                + OutputsSection.figure(first.high) + "; up input 2, from " + OutputsSection.figure(second.low)
                + " to " + OutputsSection.figure(second.high) + ". Dots are the examples."
                + (learned
                        ? " Where " + results.candidate() + "’s weights give another picture, it stands beside."
                        : "");
    }

    private static List<Plane.Network> networks(SavedResults results, List<CsvRow> rows, Range targets) {
        if (rows.get(0).text("optimizer").isEmpty()) {
            return List.of(network("the scalar network", -1, rows, "scalar_", targets));
        }
        List<Plane.Network> networks = new ArrayList<>();
        for (String optimizer : results.ranked()) {
            List<CsvRow> own = CsvRow.of(optimizer, rows);
            if (own.isEmpty()) {
                continue;
            }
            networks.add(network(optimizer, results.style(optimizer), own, "scalar_", targets));
            if (own.stream().anyMatch(row -> differ(row, targets))) {
                networks.add(
                        network(optimizer + ", " + results.candidate() + "’s weights", -1, own, "candidate_", targets));
            }
        }
        return networks;
    }

    /** Whether anybody would see it. */
    private static boolean differ(CsvRow row, Range targets) {
        for (int n = 1; row.has("candidate_" + n); n++) {
            double difference = targets.share(row.number("candidate_" + n)) - targets.share(row.number("scalar_" + n));
            if (!(Math.abs(difference) <= VISIBLE)) {
                return true;
            }
        }
        return false;
    }

    private static Plane.Network network(String label, int style, List<CsvRow> rows, String columns, Range targets) {
        Map<String, StringBuilder> pictures = new LinkedHashMap<>();
        for (CsvRow row : rows) {
            StringBuilder picture = pictures.computeIfAbsent(row.text("step"), step -> new StringBuilder());
            String side = row.has(columns + 1) ? columns : "scalar_";
            for (int n = 1; row.has(side + n); n++) {
                picture.append(level(row.number(side + n), targets));
            }
        }
        return new Plane.Network(
                label, style, String.join(" ", pictures.keySet()), String.join(" ", pictures.values()));
    }

    private static char level(double answer, Range targets) {
        return Plane.level(targets.share(answer));
    }
}
