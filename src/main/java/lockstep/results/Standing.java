package lockstep.results;

import java.util.Comparator;
import java.util.List;

/**
 * A row of {@code summary.csv}: where an optimizer stands in the race. Epochs are those to the target, infinite where it was not
 * reached; NaN is what does not exist.
 *
 * @param setting its hyper-parameters, in words
 * @param heldOutLoss the median over the starts, on the examples that were held out; likewise {@code heldOutAccuracy}
 * @param rank by expected running time, from 1; equals share a place
 * @param verified the verdict on it, or a word that there is none
 */
public record Standing(
        String optimizer,
        String kind,
        String setting,
        int seeds,
        int converged,
        double successLow,
        double successHigh,
        double median,
        double medianLow,
        double medianHigh,
        double mean,
        double sd,
        double ert,
        double heldOutLoss,
        double heldOutAccuracy,
        int rank,
        String verified) {

    static List<Standing> all(List<CsvRow> rows) {
        return rows.stream().map(row -> of(row, rows)).toList();
    }

    private static Standing of(CsvRow row, List<CsvRow> rows) {
        double ert = row.number("ert_epochs");
        long faster =
                rows.stream().filter(other -> other.number("ert_epochs") < ert).count();
        return new Standing(
                row.text("optimizer"),
                row.text("kind"),
                setting(row),
                row.whole("seeds", 0),
                row.whole("converged", 0),
                row.number("success_low"),
                row.number("success_high"),
                row.number("median_epochs"),
                row.number("median_low"),
                row.number("median_high"),
                row.number("mean_epochs"),
                row.number("sd_epochs"),
                ert,
                row.number("test_loss_median"),
                row.number("accuracy_median"),
                (int) faster + 1,
                row.text("verified"));
    }

    private static String setting(CsvRow row) {
        if (row.has("hyper_parameters")) {
            return row.text("hyper_parameters")
                    .replace("E-", "E\u2212") // a hyphen would break the line
                    .replace(" ", ", ")
                    .replace("learning_rate", "rate")
                    .replace('=', '\u00a0');
        }
        return row.has("learning_rate") ? "rate " + row.text("learning_rate") : "";
    }

    /** The best first; equals stay as they are. */
    public static List<Standing> ranked(List<Standing> standings) {
        return standings.stream()
                .sorted(Comparator.comparingInt(Standing::rank))
                .toList();
    }

    public boolean reached() {
        return converged > 0;
    }
}
