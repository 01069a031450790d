package lockstep.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import lockstep.console.TextTable.Cell;
import lockstep.race.analysis.Replication;
import lockstep.race.analysis.Replication.Verdict;
import lockstep.session.Results;
import lockstep.words.Figures;
import picocli.CommandLine.Help.Ansi;

/** What was published, and what comes out here, one table for all configs: {@code E(100)} is the loss of epoch 100, {@code y2(100)} an answer. */
public final class PublishedTable {

    /** So many figures of one kind that are all reproduced get a row each; more share one. */
    private static final int MOST_ROWS = 3;

    private static final int MOST_DIGITS = 14;

    private PublishedTable() {}

    /** No line where nothing was published. */
    public static List<String> lines(List<Results> all, Ansi ansi) {
        TextTable table = new TextTable()
                .words("row")
                .numbers("published")
                .numbers("ours")
                .numbers("z")
                .words("verdict");
        String prefix = prefix(all);
        List<List<Cell>> rows = new ArrayList<>();
        for (Results results : all) {
            Map<String, List<Replication>> kinds = new LinkedHashMap<>();
            boolean one = results.config().published().size() == 1;
            for (Replication each : results.replications()) {
                String name = results.config().name().substring(prefix.length()) + (one ? "" : " " + each.optimizer());
                kinds.computeIfAbsent(name + kind(each), row -> new ArrayList<>())
                        .add(each);
            }
            kinds.forEach((row, figures) -> rows.addAll(rows(row, figures)));
        }
        rows.forEach(table::row);
        return rows.isEmpty() ? List.of() : table.lines(ansi);
    }

    /** What the names of all configs begin with, up to a hyphen: nobody needs to read it in each row. */
    private static String prefix(List<Results> all) {
        String first = all.get(0).config().name();
        String prefix = first.substring(0, first.indexOf('-') + 1);
        return all.stream().allMatch(results -> results.config().name().startsWith(prefix)) ? prefix : "";
    }

    private static String kind(Replication figure) {
        return switch (figure.quantity()) {
            case EPOCHS -> "";
            case EPOCHS_WITH_RESTARTS -> ", restarts";
            case LOSS -> " E";
            case OUTPUT -> " y";
        };
    }

    private static List<List<Cell>> rows(String row, List<Replication> figures) {
        boolean reproduced = figures.stream().allMatch(figure -> figure.verdict() == Verdict.REPRODUCED);
        if (figures.size() > MOST_ROWS && reproduced) {
            return List.of(List.of(
                    new Cell(row),
                    new Cell(figures.size() + " figures"),
                    new Cell("the same"),
                    new Cell("-"),
                    verdict(Verdict.REPRODUCED)));
        }
        return figures.stream().map(figure -> cells(row, figure)).toList();
    }

    private static List<Cell> cells(String row, Replication figure) {
        if (figure.trials().isEmpty()) {
            String which = figure.quantity() == Replication.Quantity.OUTPUT ? figure.output() + 1 + "" : "";
            return List.of(
                    new Cell(row + which + "(" + figure.epoch() + ")"),
                    new Cell(shortened(figure.published().toPlainString())),
                    new Cell(shortened(Figures.asPrinted(figure.published().toString(), figure.ours()))),
                    new Cell("-"),
                    verdict(figure.verdict()));
        }
        return List.of(
                new Cell(row),
                new Cell(figure.published().toPlainString()
                        + bracket(figure.trials().get().sd())),
                new Cell(String.format(Locale.ROOT, "%.1f", figure.ours())
                        + bracket(
                                OptionalDouble.of(figure.spread().orElseThrow().sd()))),
                new Cell(String.format(Locale.ROOT, "%+.1f", figure.z())),
                verdict(figure.verdict()));
    }

    /** All digits are in the CSV file. */
    private static String shortened(String digits) {
        return digits.length() <= MOST_DIGITS ? digits : digits.substring(0, MOST_DIGITS);
    }

    private static String bracket(OptionalDouble sd) {
        return sd.isPresent() ? String.format(Locale.ROOT, " (%.1f)", sd.getAsDouble()) : "";
    }

    private static Cell verdict(Verdict verdict) {
        return new Cell(
                verdict.key(),
                switch (verdict) {
                    case REPRODUCED -> "green";
                    case NOT_REPRODUCED -> "red";
                    case TOO_FEW_TRIALS -> "yellow";
                });
    }
}
