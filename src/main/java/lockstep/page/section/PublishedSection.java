package lockstep.page.section;

import java.util.List;
import java.util.Optional;
import lockstep.page.part.Cell;
import lockstep.page.part.Grid;
import lockstep.page.part.Section;
import lockstep.page.part.Tone;
import lockstep.race.analysis.Replication;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;
import lockstep.words.Figures;

/** What others have published, beside ours. */
public final class PublishedSection {

    private static final String FILE = "published.csv";

    private PublishedSection() {}

    public static Optional<Section> of(SavedResults results) {
        List<CsvRow> rows = results.rows(FILE);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Grid.Column> columns = List.of(
                Grid.words("optimizer"),
                Grid.words("quantity"),
                Grid.numbers("published"),
                Grid.numbers("ours"),
                Grid.numbers("z"),
                Grid.words("verdict"),
                Grid.words("source"));
        List<List<Cell>> table = rows.stream().map(row -> cells(results, row)).toList();
        return Optional.of(new Section(
                "published",
                "Published",
                "Does it come out as published?",
                List.of(
                        "A mean is reproduced if it is no further from ours than " + Replication.LARGEST_Z
                                + " of its standard errors (z), with at least " + Replication.LEAST_TRIALS
                                + " runs of ours; another figure if ours has the digits printed. In brackets: standard deviations."),
                List.of(new Grid("What was published, and what comes out here", columns, table)),
                List.of(),
                List.of(),
                List.of(FILE)));
    }

    private static List<Cell> cells(SavedResults results, CsvRow row) {
        String optimizer = row.text("optimizer");
        String verdict = row.text("verdict");
        Tone tone = verdict.equals(Replication.Verdict.REPRODUCED.key())
                ? Tone.GOOD
                : verdict.equals(Replication.Verdict.NOT_REPRODUCED.key()) ? Tone.BAD : Tone.PLAIN;
        String at = row.text("epoch").isEmpty() ? "" : ", epoch " + row.text("epoch");
        return List.of(
                new Cell.Label(optimizer, results.style(optimizer), ""),
                Cell.words(row.text("quantity").replace('_', ' ') + at),
                Cell.number(row.text("published") + bracket(row.text("published_sd"))),
                Cell.number(
                        row.text("ours").isEmpty()
                                ? ""
                                : Figures.asPrinted(row.text("published"), row.number("ours"))
                                        + bracket(row.text("ours_sd"))),
                Cell.number(row.text("z").isEmpty() ? "" : Figures.significant(row.number("z"))),
                new Cell.Badge(verdict, tone),
                Cell.words(row.text("source")));
    }

    private static String bracket(String sd) {
        return sd.isEmpty() ? "" : " (" + Figures.significant(Double.parseDouble(sd)) + ")";
    }
}
