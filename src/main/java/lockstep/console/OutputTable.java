package lockstep.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lockstep.console.TextTable.Cell;
import lockstep.model.Examples;
import lockstep.parity.verdict.Outputs;
import lockstep.words.Figures;
import picocli.CommandLine.Help.Ansi;

/** What both sides answer to the examples, beside what they should. Of many examples the first; the file has more. */
final class OutputTable {

    private static final int ROWS = 20;

    /** More columns than these do not fit on a line. */
    private static final int MOST_INPUTS = 4;

    private static final int MOST_OUTPUTS = 2;

    private final Outputs outputs;
    private final Examples examples;
    private final int all;

    /** @param all how many examples the config has; the file may have fewer */
    OutputTable(Outputs outputs, int all) {
        this.outputs = outputs;
        this.examples = outputs.examples();
        this.all = all;
    }

    /**
     * The table.
     *
     * @param candidate its name
     * @param mark whether wrong answers are marked
     */
    List<String> lines(String candidate, boolean mark, Ansi ansi) {
        int rows = Math.min(ROWS, examples.size());
        int width = Math.min(MOST_OUTPUTS, examples.outputs());
        boolean inputs = examples.inputs() <= MOST_INPUTS;
        boolean marked = mark && outputs.right() < examples.size();
        List<List<String>> columns = new ArrayList<>();
        TextTable table = new TextTable();
        if (inputs) {
            for (int i = 0; i < examples.inputs(); i++) {
                table.numbers("input " + (i + 1));
                columns.add(column(examples.inputValues(), i, examples.inputs(), rows));
            }
        } else {
            table.numbers("example");
            columns.add(
                    IntStream.rangeClosed(1, rows).mapToObj(Integer::toString).toList());
        }
        addAll(table, columns, "target", examples.targetValues(), width, rows);
        addAll(table, columns, "scalar", outputs.scalar(), width, rows);
        outputs.candidate().ifPresent(values -> addAll(table, columns, candidate, values, width, rows));
        if (marked) {
            table.words("");
            columns.add(IntStream.range(0, rows)
                    .mapToObj(e -> outputs.isRight(e) ? "" : "wrong")
                    .toList());
        }
        for (int e = 0; e < rows; e++) {
            int row = e;
            table.row(columns.stream().map(column -> new Cell(column.get(row))).toList());
        }
        List<String> lines = new ArrayList<>(table.lines(ansi));
        String more = more(rows, width);
        if (!more.isEmpty()) {
            lines.add(more);
        }
        return lines;
    }

    private String more(int rows, int width) {
        List<String> more = new ArrayList<>();
        if (rows < examples.size()) {
            more.add(counted(all - rows, "example"));
        }
        if (width < examples.outputs()) {
            more.add(counted(examples.outputs() - width, "output") + " of each");
        }
        String some = examples.size() < all ? " has the first " + Figures.whole(examples.size()) : "";
        return more.isEmpty() ? "" : "(" + String.join(" and ", more) + ": outputs.csv" + some + ")";
    }

    private static String counted(int count, String what) {
        return Figures.whole(count) + " more " + Figures.plural(count, what);
    }

    private void addAll(
            TextTable table, List<List<String>> columns, String heading, double[] values, int width, int rows) {
        for (int j = 0; j < width; j++) {
            table.numbers(examples.outputs() == 1 ? heading : heading + " " + (j + 1));
            columns.add(column(values, j, examples.outputs(), rows));
        }
    }

    /** Whole numbers as such, others with the six digits after the point that Python's %f has. */
    private static List<String> column(double[] values, int column, int width, int rows) {
        double[] own = IntStream.range(0, rows)
                .mapToDouble(row -> values[row * width + column])
                .toArray();
        boolean whole = Arrays.stream(own).allMatch(value -> value == Math.rint(value) && Math.abs(value) < 1e9);
        return Arrays.stream(own)
                .mapToObj(value -> String.format(Locale.ROOT, whole ? "%.0f" : "%.6f", value + 0.0))
                .toList();
    }
}
