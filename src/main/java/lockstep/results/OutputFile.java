package lockstep.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lockstep.model.Examples;
import lockstep.parity.Outputs;

/** What both sides answer to the examples, as CSV. */
final class OutputFile {

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
                        csv.endRow();
                    }
                }));
    }

    private static void row(CsvFile csv, double[] values, int row, int width) {
        Arrays.stream(values, row * width, (row + 1) * width).forEach(csv::number);
    }

    /** {@code input_1, input_2}. */
    private static List<String> numbered(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> name + "_" + i).toList();
    }
}
