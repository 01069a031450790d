package lockstep.report;

import java.util.List;

/** {@code remarks.csv} in words: what a reader of the ranking should know. */
final class RaceRemarks {

    private RaceRemarks() {}

    static List<String> of(SavedResults results) {
        return results.rows("remarks.csv").stream().map(RaceRemarks::sentence).toList();
    }

    private static String sentence(CsvRow row) {
        String optimizer = row.text("optimizer");
        String other = row.text("other");
        String costs = "reaching the target costs it " + Figures.ert(row.number("value")) + " expected epochs, and "
                + other + " " + Figures.ert(row.number("other_value")) + ".";
        return switch (row.text("topic")) {
            case "mean_misleads" ->
                "Two measures rank differently. Over the starts that got there, " + optimizer
                        + " has a lower mean than " + other + ", but " + costs
                        + " The mean forgets what failed starts cost.";
            case "median_misleads" ->
                "Two measures rank differently. " + optimizer + " has a lower median than " + other + ", but " + costs
                        + " The median does not see how long the slower half took.";
            case "search_too_small" ->
                optimizer + " lost to " + other
                        + ", which it contains: at some of its settings it is the same. Its search was"
                        + " too small; that says nothing against the rule (" + costs.replaceFirst("[.]$", ").");
            case "rate_at_edge" ->
                "The best learning rate of " + optimizer + ", " + row.text("value")
                        + ", is at the edge of those that were tried: a better one may lie beyond.";
            default -> throw row.expected("topic", "one that this version of Lockstep knows");
        };
    }
}
