package lockstep.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.model.Examples;

/** Where a config takes its examples from. */
public sealed interface DataSource {

    /**
     * The examples.
     *
     * @throws DataException if a file is missing, or holds something else
     */
    Examples examples() throws DataException;

    /**
     * A built-in problem.
     *
     * @param arguments a value for each of the problem's parameters
     */
    record BuiltIn(Problem problem, Map<String, Double> arguments) implements DataSource {

        public BuiltIn {
            arguments = Map.copyOf(arguments);
        }

        @Override
        public Examples examples() {
            return problem.make().apply(arguments);
        }
    }

    /**
     * Rows written in the config itself.
     *
     * @param inputs one row per example
     * @param targets likewise
     */
    record Inline(List<List<Double>> inputs, List<List<Double>> targets) implements DataSource {

        public Inline {
            inputs = inputs.stream().map(List::copyOf).toList();
            targets = targets.stream().map(List::copyOf).toList();
        }

        @Override
        public Examples examples() {
            return Examples.of(rows(inputs), rows(targets));
        }

        private static double[][] rows(List<List<Double>> rows) {
            return rows.stream()
                    .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                    .toArray(double[][]::new);
        }
    }

    /**
     * Columns of a CSV file.
     *
     * @param inputs the columns of the inputs, which hold numbers
     * @param targets the columns of the targets, which hold numbers; empty if there is a class column
     * @param classColumn a column of text: each class becomes an output that is 1 for its examples and 0 for the others,
     *     the classes sorted as text ({@link CsvTable#oneHot})
     */
    record Csv(Path file, List<String> inputs, List<String> targets, Optional<String> classColumn)
            implements DataSource {

        public Csv {
            inputs = List.copyOf(inputs);
            targets = List.copyOf(targets);
            if (targets.isEmpty() == classColumn.isEmpty()) {
                throw new IllegalArgumentException("the targets are " + targets + " and the class column " + classColumn
                        + "; expected one of them");
            }
        }

        @Override
        public Examples examples() throws DataException {
            return examples(CsvTable.read(file));
        }

        /**
         * The examples of a file that has already been read.
         *
         * @throws DataException at the first cell in one of these columns that holds something else
         */
        public Examples examples(CsvTable table) throws DataException {
            List<String> numbers =
                    Stream.concat(inputs.stream(), targets.stream()).toList();
            table.check(numbers, classColumn);
            double[][] targetRows = classColumn.isPresent() ? table.oneHot(classColumn.get()) : table.numbers(targets);
            return Examples.of(table.numbers(inputs), targetRows);
        }
    }
}
