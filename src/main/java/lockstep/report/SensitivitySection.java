package lockstep.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How well the learning rate has to be chosen: what each rate that was tried costs. */
final class SensitivitySection {

    private static final String FILE = "sensitivity.csv";

    private SensitivitySection() {}

    static Optional<Section> of(SavedResults results) {
        List<CsvRow> rows = results.rows(FILE);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Chart.Series> series = new ArrayList<>();
        List<List<Cell>> table = new ArrayList<>();
        for (String optimizer : results.optimizers()) {
            List<CsvRow> own = rows.stream()
                    .filter(row -> row.text("optimizer").equals(optimizer))
                    .toList();
            if (!own.isEmpty()) {
                series.add(new Chart.Series(
                        optimizer,
                        results.style(optimizer),
                        Chart.Shape.DOTS,
                        own.stream()
                                .mapToDouble(row -> row.number("learning_rate"))
                                .toArray(),
                        own.stream()
                                .mapToDouble(row -> row.number("ert_epochs"))
                                .toArray()));
                table.add(row(results, optimizer, own));
            }
        }
        Chart chart = new Chart(
                "sensitivity",
                "",
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
                new Grid.Column("diverges from", true, "the lowest rate with which some start diverged"));
        return Optional.of(new Section(
                "rates",
                "Learning rates",
                "How well must the learning rate be chosen?",
                List.of(
                        "The expected epochs to the target at every learning rate that was tried; where other settings were tried"
                                + " too, with the best of them. A rate without a point never got there."),
                List.of(new Grid("The learning rates that work", columns, table)),
                List.of(),
                List.of(chart),
                results.has("settings.csv") ? List.of(FILE, "settings.csv") : List.of(FILE)));
    }

    private static List<Cell> row(SavedResults results, String optimizer, List<CsvRow> own) {
        CsvRow any = own.get(0);
        double low = any.number("low");
        double high = any.number("high");
        String diverges = own.stream()
                .filter(row -> row.number("diverged_share") > 0.0)
                .findFirst()
                .map(row -> rate(row.number("learning_rate")))
                .orElse("–");
        return List.of(
                new Cell.Label(optimizer, results.style(optimizer), ""),
                Cell.number(rate(any.number("best_rate"))),
                Cell.number(rate(low) + " to " + rate(high)),
                Cell.number(Figures.mean(Math.rint(10.0 * high / low) / 10.0) + " ×"),
                Cell.number(diverges));
    }

    private static String rate(double rate) {
        return Double.isNaN(rate) ? "–" : Figures.significant(rate);
    }
}
