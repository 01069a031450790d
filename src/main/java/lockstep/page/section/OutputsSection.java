package lockstep.page.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.page.part.Cell;
import lockstep.page.part.Grid;
import lockstep.page.part.Section;
import lockstep.results.SavedResults;
import lockstep.results.file.CsvRow;
import lockstep.words.Figures;

/** Both sides' answers to the examples, as a truth table. */
public final class OutputsSection {

    private static final String FILE = "outputs.csv";

    /** Nobody reads a table with more rows than these. */
    private static final int ROWS = 64;

    /** Nobody reads a table with more columns than these. */
    private static final int COLUMNS = 16;

    private OutputsSection() {}

    public static Optional<Section> of(SavedResults results) {
        List<CsvRow> rows = results.rows(FILE);
        if (rows.isEmpty() || rows.size() > ROWS) {
            return Optional.empty();
        }
        boolean learned = !results.rulings().isEmpty();
        List<String> names = new ArrayList<>();
        for (String kind : List.of("input", "target", "scalar", "candidate")) {
            for (int n = 1; rows.get(0).has(kind + "_" + n); n++) {
                names.add(kind + "_" + n);
            }
        }
        if (names.size() > COLUMNS) {
            return Optional.empty();
        }
        List<Grid.Column> columns = new ArrayList<>();
        columns.add(learned ? Grid.words("optimizer") : Grid.numbers("example"));
        names.forEach(name -> columns.add(Grid.numbers(heading(name, results.candidate()))));
        List<List<Cell>> table = new ArrayList<>();
        for (CsvRow row : rows) {
            List<Cell> cells = new ArrayList<>();
            cells.add(
                    learned
                            ? new Cell.Label(row.text("optimizer"), results.style(row.text("optimizer")), "")
                            : Cell.number(row.text("example")));
            names.forEach(name -> cells.add(new Cell.Figure(figure(row.number(name)), row.text(name))));
            table.add(cells);
        }
        return Optional.of(new Section(
                "outputs",
                "Outputs",
                learned ? "What do they answer in the end?" : "What do they answer?",
                List.of(),
                List.of(new Grid("The examples, and what both sides answer to them", columns, table)),
                List.of(),
                List.of(),
                List.of(FILE)));
    }

    /** {@code input_1} as {@code input 1}. */
    private static String heading(String column, String candidate) {
        return column.replace("candidate", candidate).replace('_', ' ');
    }

    /** A whole number as it is, another in a few digits. */
    static String figure(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e6
                ? Long.toString((long) number)
                : Figures.significant(number);
    }
}
