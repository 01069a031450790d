package lockstep.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lockstep.model.Examples;
import lockstep.parity.verdict.Outputs;
import lockstep.results.file.CsvFile;
import lockstep.results.file.CsvRow;

/** Both sides' answers to the examples, as CSV. */
final class OutputFile {

    static final String NAME = "outputs.csv";

    /** Wider examples are written without their inputs: they are in the user's own file, and nobody looks through so many. */
    private static final int MOST_INPUTS = 32;

    private OutputFile() {}

    /**
     * A row per optimizer and example: its inputs, unless they are many, and targets, and the answers to it.
     *
     * @param outputs by the optimizer's label, in the order of the rows; by the empty string where nothing learns
     * @param all how many examples the config has
     * @return what was left out, in a few words; empty if nothing was
     */
    static String write(Path file, Map<String, Outputs> outputs, int all) {
        Examples any = outputs.values().iterator().next().examples();
        int inputs = any.inputs() <= MOST_INPUTS ? any.inputs() : 0;
        List<String> columns = new ArrayList<>(List.of("optimizer", "example"));
        columns.addAll(numbered("input", inputs));
        columns.addAll(numbered("target", any.outputs()));
        columns.addAll(numbered("scalar", any.outputs()));
        columns.addAll(numbered("candidate", any.outputs()));
        columns.add("failure");
        CsvFile.write(
                file,
                String.join(",", columns),
                csv -> outputs.forEach((label, answers) -> {
                    Examples examples = answers.examples();
                    for (int e = 0; e < examples.size(); e++) {
                        csv.text(label).number(e + 1);
                        row(csv, examples.inputValues(), e, inputs);
                        row(csv, examples.targetValues(), e, examples.outputs());
                        row(csv, answers.scalar(), e, examples.outputs());
                        if (answers.candidate().isPresent()) {
                            row(csv, answers.candidate().get(), e, examples.outputs());
                        } else {
                            IntStream.range(0, examples.outputs()).forEach(j -> csv.none());
                        }
                        csv.text(CsvFile.oneLine(answers.failure())).endRow();
                    }
                }));
        List<String> left = new ArrayList<>();
        if (any.size() < all) {
            left.add("the first " + any.size() + " of " + all + " examples");
        }
        if (inputs < any.inputs()) {
            left.add("without their " + any.inputs() + " inputs");
        }
        return String.join(", ", left);
    }

    private static void row(CsvFile csv, double[] values, int row, int width) {
        Arrays.stream(values, row * width, (row + 1) * width).forEach(csv::number);
    }

    /** The outputs of networks that are not trained, read back; empty where some are trained, or there are no outputs. */
    static Optional<Outputs> untrained(List<CsvRow> rows) {
        if (rows.isEmpty() || rows.get(0).has("optimizer")) {
            return Optional.empty();
        }
        CsvRow first = rows.get(0);
        int inputs = width(first, "input");
        int outputs = width(first, "target");
        return Optional.of(new Outputs(
                new Examples(
                        rows.size(), inputs, outputs, values(rows, "input", inputs), values(rows, "target", outputs)),
                values(rows, "scalar", outputs),
                first.has("candidate_1") ? Optional.of(values(rows, "candidate", outputs)) : Optional.empty(),
                first.text("failure")));
    }

    private static int width(CsvRow row, String name) {
        int width = 0;
        while (row.has(name + "_" + (width + 1))) {
            width++;
        }
        return width;
    }

    /** Columns {@code name_1, name_2}, row by row. */
    private static double[] values(List<CsvRow> rows, String name, int width) {
        DoubleStream.Builder values = DoubleStream.builder();
        for (CsvRow row : rows) {
            for (String column : numbered(name, width)) {
                if (!row.has(column)) {
                    throw row.expected(column, "a number");
                }
                values.add(row.number(column));
            }
        }
        return values.build().toArray();
    }

    /** {@code input_1, input_2}. */
    private static List<String> numbered(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> name + "_" + i).toList();
    }
}
