package lockstep.page.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import lockstep.page.part.Chart;
import lockstep.page.part.Section;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;

/** When the starts reach the target: the share that has, epoch by epoch, with the failures in it to the end. */
public final class TimeSection {

    private static final String SURVIVAL = "survival.csv";
    private static final String ECDF = "ecdf.csv";

    private TimeSection() {}

    public static Optional<Section> of(SavedResults results) {
        List<Chart> charts = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<CsvRow> survival = results.rows(SURVIVAL);
        if (!survival.isEmpty()) {
            charts.add(survival(results, survival));
            files.add(SURVIVAL);
        }
        List<CsvRow> ecdf = results.rows(ECDF);
        List<String> targets =
                ecdf.stream().map(row -> row.text("target")).distinct().toList();
        if (targets.size() > 1 || (targets.size() == 1 && survival.isEmpty())) {
            for (String target : targets) {
                charts.add(attainment(results, ecdf, target, charts.size()));
            }
            files.add(ECDF);
        }
        if (charts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                "time",
                "Time to target",
                "When do the starts get there?",
                List.of(
                        "The share of the starts that have reached the target, by the epochs since they began. A line that ends"
                                + " below 1 belongs to an optimizer some of whose starts never got there; nothing changes after its end. "
                                + (survival.isEmpty()
                                        ? ""
                                        : "The bands are 95 % intervals (Kaplan and Meier’s estimate, upside down).")),
                List.of(),
                List.of(),
                charts,
                files));
    }

    private static Chart survival(SavedResults results, List<CsvRow> rows) {
        List<Chart.Series> series = new ArrayList<>();
        double end = end(rows);
        for (String optimizer : results.ranked()) {
            List<CsvRow> own = CsvRow.of(optimizer, rows);
            series.add(new Chart.Series(
                    optimizer,
                    results.style(optimizer),
                    Chart.Shape.STEPS,
                    from(0.0, own, "epoch", end),
                    reached(own, "survival"),
                    reached(own, "survival_high"),
                    reached(own, "survival_low")));
        }
        return chart(results, "survival", "first target", series);
    }

    private static Chart attainment(SavedResults results, List<CsvRow> all, String target, int number) {
        List<CsvRow> rows =
                all.stream().filter(row -> row.text("target").equals(target)).toList();
        List<Chart.Series> series = new ArrayList<>();
        double end = end(rows);
        for (String optimizer : results.ranked()) {
            List<CsvRow> own = CsvRow.of(optimizer, rows);
            series.add(new Chart.Series(
                    optimizer,
                    results.style(optimizer),
                    Chart.Shape.STEPS,
                    from(0.0, own, "epoch", end),
                    from(0.0, own, "share", Double.NaN)));
        }
        String title = target.equals("all") ? "all targets together" : target;
        return chart(results, "ecdf-" + number, title, series);
    }

    private static Chart chart(SavedResults results, String id, String title, List<Chart.Series> series) {
        return new Chart(
                id,
                title,
                "Step chart of the share of starts that have reached the target, over the epochs, one line for each of "
                        + String.join(", ", results.ranked()) + ".",
                new Chart.Axis("epoch", false),
                new Chart.Axis("share of the starts", false),
                series,
                List.of());
    }

    /** A little after the last start that got there: from then on nothing changes. */
    private static double end(List<CsvRow> rows) {
        return Math.ceil(1.1
                * rows.stream().mapToDouble(row -> row.number("epoch")).max().orElse(1.0));
    }

    /** A column with a value before it and one after it: {@code end}, or the last again if that is not a number. */
    private static double[] from(double first, List<CsvRow> rows, String column, double end) {
        double[] values = CsvRow.column(rows, column);
        double last = values.length == 0 ? first : values[values.length - 1];
        return DoubleStream.concat(
                        DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(values)),
                        DoubleStream.of(Double.isNaN(end) ? last : end))
                .toArray();
    }

    /** 1 minus the column; where all have converged there is no interval left, and its end is 1 as well. */
    private static double[] reached(List<CsvRow> rows, String column) {
        double[] values = rows.stream()
                .mapToDouble(row -> row.has(column) ? 1.0 - row.number(column) : 1.0 - row.number("survival"))
                .map(value -> Double.isNaN(value) ? 1.0 : value)
                .toArray();
        double last = values.length == 0 ? 0.0 : values[values.length - 1];
        return DoubleStream.concat(
                        DoubleStream.concat(DoubleStream.of(0.0), DoubleStream.of(values)), DoubleStream.of(last))
                .toArray();
    }
}
