package lockstep.page.section;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.page.part.Chart;
import lockstep.page.part.Section;
import lockstep.page.part.Thinning;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;

/** How the loss falls: the median over the starts, and the band that half of them are in. */
public final class CurvesSection {

    private static final String FILE = "curves.csv";
    private static final String SINGLE_RUNS = "single_runs.csv";

    /** Of all lines together; a page should be read in a second. */
    private static final int POINTS = 4000;

    /** A relative difference that can be seen on a logarithmic axis. */
    private static final double VISIBLE = 0.05;

    private static final String LEARNED = "loss_";
    private static final Chart.Axis LOSS = new Chart.Axis("loss", true);
    private static final Chart.Axis ACCURACY = new Chart.Axis("share classified right", false);
    private static final List<String> QUARTILES = List.of("loss_q25", "loss_median", "loss_q75");

    private CurvesSection() {}

    public static Optional<Section> of(SavedResults results) {
        List<CsvRow> rows = changing(results.rows(FILE));
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Chart> charts = new ArrayList<>();
        boolean heldOut = rows.stream().anyMatch(row -> row.has("test_loss_median"));
        charts.add(chart(results, rows, "curves", heldOut ? "loss on the examples learned from" : "", LEARNED, LOSS));
        if (heldOut) {
            charts.add(chart(results, rows, "held-out", "loss on the examples held out", "test_loss_", LOSS));
        }
        if (rows.stream().anyMatch(row -> row.has("accuracy_median"))) {
            charts.add(chart(results, rows, "accuracy", "accuracy on the examples held out", "accuracy_", ACCURACY));
        }
        return Optional.of(new Section(
                "curves",
                "Loss",
                "How does the loss fall?",
                List.of(
                        "The median over all starts, epoch by epoch; half of the starts are inside the band. Of many lines, point"
                                + " at one or click it to see its own"
                                + (results.has(SINGLE_RUNS) ? "; the click shows three of its starts too." : ".")
                                + " A start that has reached the target counts with its last loss from then on; the chart ends soon after all lines are flat."),
                List.of(),
                List.of(),
                charts,
                List.of(FILE, SINGLE_RUNS)));
    }

    /** Without the end, where every line is flat: all starts have reached the target, and there is nothing more to see. */
    private static List<CsvRow> changing(List<CsvRow> rows) {
        Map<String, CsvRow> last = new HashMap<>();
        rows.forEach(row -> last.put(row.text("optimizer"), row));
        double end = rows.stream()
                .filter(row -> differ(row, Objects.requireNonNull(last.get(row.text("optimizer")))))
                .mapToDouble(row -> row.number("epoch"))
                .max()
                .orElse(0.0);
        return rows.stream()
                .filter(row -> row.number("epoch") <= 1.1 * end + 1.0)
                .toList();
    }

    private static boolean differ(CsvRow row, CsvRow last) {
        return QUARTILES.stream().anyMatch(column -> differ(row.number(column), last.number(column)));
    }

    /** A line that ends at infinity has left the chart, and every finite loss before that has to show. */
    private static boolean differ(double loss, double last) {
        return Double.isInfinite(last) ? loss != last : Math.abs(loss - last) > VISIBLE * last;
    }

    private static Chart chart(
            SavedResults results, List<CsvRow> rows, String id, String title, String columns, Chart.Axis y) {
        List<CsvRow> runs = columns.equals(LEARNED) ? results.rows(SINGLE_RUNS) : List.of();
        List<Chart.Series> series = results.ranked().stream()
                .flatMap(optimizer -> series(results, rows, runs, optimizer, columns))
                .toList();
        // The target is for the loss on the examples learned from.
        Optional<Double> target = columns.equals(LEARNED) ? results.number("race_target_loss") : Optional.empty();
        List<Chart.Mark> marks = target.map(loss -> new Chart.Mark(false, loss, "target")).stream()
                .toList();
        return new Chart(
                id,
                title,
                "Line chart of the median " + y.label()
                        + " over the epochs, with a band from the first to the third quartile, one line for"
                        + " each of " + String.join(", ", results.ranked()) + ".",
                new Chart.Axis("epoch", false),
                y,
                series,
                marks);
    }

    private static Stream<Chart.Series> series(
            SavedResults results, List<CsvRow> all, List<CsvRow> runs, String optimizer, String columns) {
        List<CsvRow> rows = CsvRow.of(optimizer, all);
        if (rows.isEmpty()) {
            return Stream.empty();
        }
        double[] median = CsvRow.column(rows, columns + "median");
        int[] places = Thinning.of(POINTS / 4 / results.optimizers().size(), median);
        return Stream.of(new Chart.Series(
                optimizer,
                results.style(optimizer),
                Chart.Shape.LINE,
                Thinning.at(places, CsvRow.column(rows, "epoch")),
                Thinning.at(places, median),
                Thinning.at(places, CsvRow.column(rows, columns + "q25")),
                Thinning.at(places, CsvRow.column(rows, columns + "q75")),
                singles(results.style(optimizer), CsvRow.of(optimizer, runs), rows.get(rows.size() - 1))));
    }

    /** Runs that stand for others, as far as the chart goes. */
    private static List<Chart.Series> singles(int style, List<CsvRow> runs, CsvRow last) {
        Map<String, List<CsvRow>> byRun = new LinkedHashMap<>();
        for (CsvRow row : runs) {
            if (row.number("epoch") <= last.number("epoch")) {
                byRun.computeIfAbsent(row.text("run") + ": seed " + row.text("seed"), run -> new ArrayList<>())
                        .add(row);
            }
        }
        List<Chart.Series> singles = new ArrayList<>();
        byRun.forEach((label, rows) -> singles.add(new Chart.Series(
                label, style, Chart.Shape.LINE, CsvRow.column(rows, "epoch"), CsvRow.column(rows, "loss"))));
        return singles;
    }
}
