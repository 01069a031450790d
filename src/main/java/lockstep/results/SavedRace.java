package lockstep.results;

import java.util.List;
import lockstep.race.analysis.Remark;
import lockstep.race.ranking.Place;
import lockstep.race.ranking.RaceSummary;
import lockstep.race.ranking.Standing;
import lockstep.results.file.CsvRow;

/** The rows of {@code summary.csv} and {@code remarks.csv}, read back. */
final class SavedRace {

    private SavedRace() {}

    static List<Standing> standings(List<CsvRow> rows) {
        return rows.stream().map(row -> standing(row, rows)).toList();
    }

    private static Standing standing(CsvRow row, List<CsvRow> rows) {
        double ert = row.number("ert_epochs");
        return new Standing(
                new RaceSummary(
                        row.text("optimizer"),
                        row.whole("seeds", 0),
                        row.whole("converged", 0),
                        row.number("success_rate"),
                        row.number("success_low"),
                        row.number("success_high"),
                        row.number("median_epochs"),
                        row.number("median_low"),
                        row.number("median_high"),
                        row.number("mean_epochs"),
                        row.number("sd_epochs"),
                        ert,
                        row.number("restart_mean"),
                        row.number("restart_sd"),
                        row.number("test_loss_median"),
                        row.number("accuracy_median")),
                row.text("kind"),
                row.has("hyper_parameters")
                        ? row.text("hyper_parameters")
                        : "learning_rate=" + row.text("learning_rate"),
                place(row, ert, rows),
                row.text("verified"));
    }

    /** A file from before places were shared has the order alone. */
    private static Place place(CsvRow row, double ert, List<CsvRow> rows) {
        long faster =
                rows.stream().filter(other -> other.number("ert_epochs") < ert).count();
        int rank = (int) faster + 1;
        boolean told = row.has("place_low");
        return new Place(
                row.text("optimizer"),
                ert,
                told ? row.number("ert_low") : ert,
                told ? row.number("ert_high") : ert,
                row.whole("place_low", rank),
                row.whole("place_high", rank));
    }

    static List<Remark> remarks(List<CsvRow> rows) {
        return rows.stream()
                .map(row -> new Remark(
                        row.constant("topic", Remark.Topic.class),
                        row.text("optimizer"),
                        row.text("other"),
                        row.number("value"),
                        row.number("other_value"),
                        row.number("measure"),
                        row.number("other_measure")))
                .toList();
    }
}
