package lockstep.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import lockstep.data.file.Selection;
import lockstep.data.problem.Problem;
import lockstep.model.Examples;

/** Where a config takes its examples from. */
public sealed interface DataSource {

    /** The same source, its files under other paths. */
    default DataSource moved(UnaryOperator<Path> paths) {
        return this;
    }

    /**
     * A built-in problem.
     *
     * @param arguments a value for each of the problem's parameters
     */
    record BuiltIn(Problem problem, Map<String, Double> arguments) implements DataSource {

        public BuiltIn {
            arguments = Map.copyOf(arguments);
        }

        /** The examples; nobody else has their arrays. */
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

        /** The rows of examples. */
        public static Inline of(Examples examples) {
            return new Inline(
                    rows(examples.inputValues(), examples.inputs()), rows(examples.targetValues(), examples.outputs()));
        }

        private static List<List<Double>> rows(double[] values, int columns) {
            return IntStream.range(0, values.length / columns)
                    .mapToObj(row -> Arrays.stream(values, row * columns, (row + 1) * columns)
                            .boxed()
                            .toList())
                    .toList();
        }

        public Inline {
            inputs = inputs.stream().map(List::copyOf).toList();
            targets = targets.stream().map(List::copyOf).toList();
        }

        /** The examples; nobody else has their arrays. */
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
     * Columns of a CSV file, by their names or, without a header, their numbers from 1.
     *
     * @param inputs the columns of the inputs, as the config names them: patterns among them
     * @param targets the columns of the targets, likewise; empty if there is a class column
     * @param classColumn a column of text: each class becomes an output
     * @param selection the rows
     */
    record Csv(
            Path file,
            boolean header,
            List<String> inputs,
            List<String> targets,
            Optional<String> classColumn,
            Selection selection)
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
        public DataSource moved(UnaryOperator<Path> paths) {
            return new Csv(paths.apply(file), header, inputs, targets, classColumn, selection);
        }
    }

    /**
     * Images and their labels in two files of MNIST's format.
     *
     * @param low what a pixel of 0 becomes
     * @param high what a pixel of 255 becomes
     */
    record Idx(Path images, Path labels, double low, double high, Selection selection) implements DataSource {

        @Override
        public DataSource moved(UnaryOperator<Path> paths) {
            return new Idx(paths.apply(images), paths.apply(labels), low, high, selection);
        }
    }

    /** Somebody has read them already, and hands them over. */
    record Given() implements DataSource {}
}
