package lockstep.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.model.Tolerance;
import lockstep.parity.Outputs;
import lockstep.results.CsvRow;
import lockstep.results.SavedResults;
import lockstep.words.Figures;

/** What both sides answer to the examples, as a truth table. */
public final class OutputsSection {

    public static final String FILE = "outputs.csv";

    /** Of more rows than these nobody sees anything. */
    private static final int ROWS = 64;

    /** Likewise of columns. */
    private static final int COLUMNS = 16;

    private OutputsSection() {}

    static Optional<Section> of(SavedResults results) {
        List<CsvRow> rows = results.rows(FILE);
        if (rows.isEmpty() || rows.size() > ROWS) {
            return Optional.empty();
        }
        boolean learned = !results.verdicts().isEmpty();
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

    private static String figure(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e6
                ? Long.toString((long) number)
                : Figures.significant(number);
    }

    /** What came of networks that nothing trains: good or bad news. */
    record Untrained(boolean asExpected, String headline) {}

    /** Empty where something was trained, or there are no outputs. */
    static Optional<Untrained> untrained(SavedResults results) {
        if (!results.verdicts().isEmpty() || !results.standings().isEmpty()) {
            return Optional.empty();
        }
        Tolerance tolerance = new Tolerance(
                results.number("verify_absolute").orElse(Tolerance.DEFAULT.absolute()),
                results.number("verify_relative").orElse(Tolerance.DEFAULT.relative()));
        int examples = 0;
        int wrong = 0;
        int others = 0;
        for (CsvRow row : results.rows(FILE)) {
            boolean right = true;
            boolean same = true;
            for (int n = 1; row.has("scalar_" + n); n++) {
                double scalar = row.number("scalar_" + n);
                right &= Math.abs(scalar - row.number("target_" + n)) <= Outputs.NEAR;
                same &= !row.has("candidate_" + n) || tolerance.share(scalar, row.number("candidate_" + n)) <= 1.0;
            }
            examples++;
            wrong += right ? 0 : 1;
            others += same ? 0 : 1;
        }
        if (examples == 0) {
            return Optional.empty();
        }
        String targets =
                wrong == 0 ? "every output is that of its target" : wrong + " of " + examples + " outputs are wrong";
        String candidate = results.candidate()
                + (others == 0 ? " has the same" : " has others for " + others + " of " + examples + " examples");
        return Optional.of(
                new Untrained(wrong + others == 0, "nothing learns here; " + targets + ", and " + candidate));
    }
}
