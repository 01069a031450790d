package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import lockstep.results.CsvRow;
import lockstep.results.SavedResults;
import lockstep.results.Standing;

/** {@code remarks.csv} in words: what a reader of the ranking should know. */
public final class RaceRemarks {

    private static final String FILE = "remarks.csv";
    private static final String FIRST_BY_LUCK = "first_by_luck";

    private RaceRemarks() {}

    /** The optimizers that the first in the ranking cannot be told apart from, in the order of the file. */
    public static List<String> asFast(SavedResults results) {
        return results.rows(FILE).stream()
                .filter(row -> row.text("topic").equals(FIRST_BY_LUCK))
                .map(row -> row.text("other"))
                .toList();
    }

    public static List<String> of(SavedResults results) {
        List<CsvRow> rows = results.rows(FILE);
        List<String> remarks = new ArrayList<>();
        for (CsvRow row : rows) {
            switch (row.text("topic")) {
                case "mean_misleads" ->
                    remarks.add(misled(results, row, "mean over the starts that got there", Standing::mean)
                            + " The mean forgets what failed starts cost.");
                case "median_misleads" ->
                    remarks.add(misled(results, row, "median", Standing::median)
                            + " The median does not see how long the slower half took.");
                case "search_too_small",
                        "rate_at_edge",
                        "paired_points_other_way",
                        "few_starts",
                        "only_rate_searched",
                        FIRST_BY_LUCK -> {} // several make one remark, or the headline
                default -> throw row.expected("topic", "one that this version of Lockstep knows");
            }
        }
        lost(rows).ifPresent(remarks::add);
        atEdge(rows).ifPresent(remarks::add);
        return remarks;
    }

    private static String misled(SavedResults results, CsvRow row, String measure, ToDoubleFunction<Standing> value) {
        String optimizer = row.text("optimizer");
        String other = row.text("other");
        return "Two measures rank differently: " + optimizer + " has the lower " + measure + " ("
                + value(results, optimizer, value) + ", " + other + " " + value(results, other, value)
                + "), but reaching the target costs it more: " + Figures.ert(row.number("value"))
                + " expected epochs, and " + other + " " + Figures.ert(row.number("other_value")) + ".";
    }

    private static String value(SavedResults results, String optimizer, ToDoubleFunction<Standing> value) {
        return results.standings().stream()
                .filter(standing -> standing.optimizer().equals(optimizer))
                .findFirst()
                .map(standing -> Figures.ert(value.applyAsDouble(standing)))
                .orElse("?");
    }

    private static Optional<String> lost(List<CsvRow> rows) {
        String losers = list(
                rows,
                "search_too_small",
                row -> row.text("optimizer") + " lost to " + row.text("other") + " (" + Figures.ert(row.number("value"))
                        + " and " + Figures.ert(row.number("other_value")) + " expected epochs)");
        return losers.isEmpty()
                ? Optional.empty()
                : Optional.of("Lost to an optimizer that it contains, because at some of its settings it is the same: "
                        + losers + ". Such a search was too small; that says nothing against the rule.");
    }

    private static Optional<String> atEdge(List<CsvRow> rows) {
        String edges = list(rows, "rate_at_edge", row -> row.text("optimizer") + " (" + row.text("value") + ")");
        return edges.isEmpty()
                ? Optional.empty()
                : Optional.of("The best learning rate is at the edge of those that were tried, and a better one may lie"
                        + " beyond: " + edges + ".");
    }

    private static String list(List<CsvRow> rows, String topic, Function<CsvRow, String> words) {
        return rows.stream()
                .filter(row -> row.text("topic").equals(topic))
                .map(words)
                .collect(Collectors.joining(", "));
    }
}
