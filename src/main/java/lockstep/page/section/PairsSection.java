package lockstep.page.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.page.part.Cell;
import lockstep.page.part.Grid;
import lockstep.page.part.Section;
import lockstep.page.part.Tone;
import lockstep.race.analysis.Pair;
import lockstep.race.ranking.Standing;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;
import lockstep.words.Figures;

/** Every optimizer against every other, start by start. */
public final class PairsSection {

    private static final String FILE = "pairs.csv";

    private PairsSection() {}

    public static Optional<Section> of(SavedResults results) {
        List<CsvRow> rows = results.rows(FILE);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> optimizers = Standing.ranked(results.standings()).stream()
                .map(Standing::optimizer)
                .distinct()
                .toList();
        List<Grid.Column> columns = new ArrayList<>();
        columns.add(Grid.words("is faster …"));
        optimizers.forEach(other -> columns.add(Grid.numbers("than " + other)));
        List<List<Cell>> table = new ArrayList<>();
        for (String optimizer : optimizers) {
            List<Cell> cells = new ArrayList<>();
            cells.add(new Cell.Label(optimizer, results.style(optimizer), ""));
            optimizers.forEach(other -> cells.add(cell(rows, optimizer, other)));
            table.add(cells);
        }
        return Optional.of(new Section(
                "pairs",
                "Pairs",
                "Which differences are more than luck?",
                List.of(
                        "How often the optimizer of the row is faster than that of the column when both begin with the same weights;"
                                + " a tie counts half. Differences that may be luck (sign test, corrected for the number of pairs by"
                                + " Holm’s method, p of 0.05 or more) are grey."),
                List.of(new Grid("How often each optimizer is faster than each other", columns, table)),
                List.of(),
                List.of(),
                List.of(FILE)));
    }

    private static Cell cell(List<CsvRow> rows, String optimizer, String other) {
        for (CsvRow row : rows) {
            boolean asWritten =
                    row.text("optimizer").equals(optimizer) && row.text("other").equals(other);
            boolean turned =
                    row.text("optimizer").equals(other) && row.text("other").equals(optimizer);
            if (asWritten || turned) {
                double probability = asWritten ? row.number("probability") : 1.0 - row.number("probability");
                boolean real = !Pair.mayBeLuck(row.number("holm_p"));
                Tone tone = !real ? Tone.PLAIN : probability > 0.5 ? Tone.GOOD : Tone.BAD;
                return new Cell.Odds(
                        Math.round(100.0 * probability) + " %",
                        tone,
                        (int) Math.round(200.0 * Math.abs(probability - 0.5)),
                        "p = " + Figures.significant(row.number("holm_p")));
            }
        }
        return Cell.words("");
    }
}
