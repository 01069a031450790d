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
import lockstep.parity.Outputs;

/** Both sides' answers to the examples, as CSV. */
final class OutputFile {

    static final String NAME = "outputs.csv";

    private OutputFile() {}

    /**
     * A row per optimizer and example: its inputs and targets, and the answers to it.
     *
     * @param outputs by the optimizer's label, in the order of the rows; by the empty string where nothing learns
     */
    static void write(Path file, Map<String, Outputs> outputs) {
        Examples any = outputs.values().iterator().next().examples();
        List<String> columns = new ArrayList<>(List.of("optimizer", "example"));
        columns.addAll(numbered("input", any.inputs()));
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
                        row(csv, examples.inputValues(), e, examples.inputs());
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
    }

    private static void row(CsvFile csv, double[] values, int row, int width) {
        Arrays.stream(values, row * width, (row + 1) * width).forEach(csv::number);
    }

    /** The outputs of networks that are not trained, read back; empty where some are trained, or there are no outputs. */
    static Optional<Outputs> untrained(List<CsvRow> rows) {
        if (rows.isEmpty() || rows.get(0).has("optimizer")) {
            return Optional.empty();
        }
        double[] targets = values(rows, "target");
        double[] candidate = values(rows, "candidate");
        int outputs = targets.length / rows.size();
        double[] inputs = values(rows, "input");
        return Optional.of(new Outputs(
                new Examples(rows.size(), inputs.length / rows.size(), outputs, inputs, targets),
                values(rows, "scalar"),
                candidate.length == 0 ? Optional.empty() : Optional.of(candidate),
                rows.get(0).text("failure")));
    }

    /** Columns {@code name_1, name_2}, row by row. */
    private static double[] values(List<CsvRow> rows, String name) {
        DoubleStream.Builder values = DoubleStream.builder();
        for (CsvRow row : rows) {
            for (int n = 1; row.has(name + "_" + n); n++) {
                values.add(row.number(name + "_" + n));
            }
        }
        return values.build().toArray();
    }

    /** {@code input_1, input_2}. */
    private static List<String> numbered(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> name + "_" + i).toList();
    }
}
