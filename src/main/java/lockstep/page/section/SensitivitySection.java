package lockstep.page.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.page.part.Cell;
import lockstep.page.part.Chart;
import lockstep.page.part.Grid;
import lockstep.page.part.Section;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;
import lockstep.words.Figures;

/** How well the learning rate has to be chosen: the cost of each rate that was tried. */
public final class SensitivitySection {

    private static final String FILE = "sensitivity.csv";
    private static final String SETTINGS = "settings.csv";
    private static final String BUDGETS = "budgets.csv";

    private SensitivitySection() {}

    public static Optional<Section> of(SavedResults results) {
        List<CsvRow> rows = results.rows(FILE);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Chart.Series> series = new ArrayList<>();
        List<List<Cell>> table = new ArrayList<>();
        for (String optimizer : results.ranked()) {
            List<CsvRow> own = CsvRow.of(optimizer, rows);
            if (!own.isEmpty()) {
                series.add(new Chart.Series(
                        optimizer,
                        results.style(optimizer),
                        Chart.Shape.DOTS,
                        CsvRow.column(own, "learning_rate"),
                        CsvRow.column(own, "ert_epochs")));
                table.add(row(results, optimizer, own));
            }
        }
        Chart chart = new Chart(
                "sensitivity",
                "what each learning rate costs",
                "Line chart of the expected epochs to the target over the learning rate, one line for each optimizer.",
                new Chart.Axis("learning rate", true),
                new Chart.Axis("expected epochs", true),
                series,
                List.of());
        List<Grid.Column> columns = List.of(
                Grid.words("optimizer"),
                Grid.numbers("best rate"),
                new Grid.Column("within 2 × of the best", true, "from the lowest rate to the highest"),
                new Grid.Column("width", true, "the highest of these rates, divided by the lowest"),
                new Grid.Column("diverges from", true, "the lowest rate with which starts diverge"));
        return Optional.of(new Section(
                "rates",
                "Learning rates",
                "How well must the learning rate be chosen?",
                List.of(
                        "The expected epochs to the target at every learning rate that was tried; where other settings were tried"
                                + " too, with the best of them. A rate without a point never got there."),
                List.of(new Grid("The learning rates that work", columns, table)),
                List.of(),
                Stream.concat(Stream.of(chart), budgets(results).stream()).toList(),
                List.of(FILE, SETTINGS, BUDGETS)));
    }

    /** What a smaller search would have found. */
    private static Optional<Chart> budgets(SavedResults results) {
        List<CsvRow> rows = results.rows(BUDGETS);
        List<Chart.Series> series = new ArrayList<>();
        for (String optimizer : results.ranked()) {
            List<CsvRow> own = CsvRow.of(optimizer, rows);
            if (!own.isEmpty()) {
                series.add(new Chart.Series(
                        optimizer,
                        results.style(optimizer),
                        Chart.Shape.LINE,
                        CsvRow.column(own, "settings"),
                        CsvRow.column(own, "ert_median"),
                        CsvRow.column(own, "ert_q25"),
                        CsvRow.column(own, "ert_q75")));
            }
        }
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chart(
                        "budgets",
                        "what fewer settings would have found",
                        "Line chart of the expected epochs of the best setting found, over the number of settings tried, one line"
                                + " for each optimizer.",
                        new Chart.Axis("settings tried", false),
                        new Chart.Axis("expected epochs of the best", true),
                        series,
                        List.of()));
    }

    private static List<Cell> row(SavedResults results, String optimizer, List<CsvRow> own) {
        double[] good = own.stream()
                .filter(row -> is(row, "within_twice"))
                .mapToDouble(row -> row.number("learning_rate"))
                .toArray();
        double low = good.length == 0 ? Double.NaN : good[0];
        double high = good.length == 0 ? Double.NaN : good[good.length - 1];
        return List.of(
                new Cell.Label(optimizer, results.style(optimizer), ""),
                Cell.number(Figures.significant(first(own, "best"))),
                Cell.number(good.length == 0 ? "–" : Figures.significant(low) + " to " + Figures.significant(high)),
                Cell.number(good.length == 0 ? "–" : Figures.significant(high / low) + " ×"),
                Cell.number(Figures.significant(first(own, "diverges"))));
    }

    /** The lowest rate where a column says true. */
    private static double first(List<CsvRow> rows, String column) {
        return rows.stream()
                .filter(row -> is(row, column))
                .mapToDouble(row -> row.number("learning_rate"))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static boolean is(CsvRow row, String column) {
        return Boolean.parseBoolean(row.text(column));
    }
}
