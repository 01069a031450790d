package lockstep.config.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import lockstep.data.file.CsvExamples;
import lockstep.data.file.DataException;
import lockstep.data.file.Selection;
import lockstep.data.problem.Problem;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Loss;
import lockstep.work.Progress;

/**
 * The data of a first config, and what they ask of it.
 *
 * @param keys as the config has them
 */
public record NewData(String keys, Examples examples) {

    /**
     * Data by a name.
     *
     * @param nameOrFile a built-in problem; or a CSV file whose last column is the target, or a class in text
     * @param folder that the config will be in
     * @throws IllegalArgumentException if it is neither; the message is for a person
     */
    public static NewData of(String nameOrFile, Path folder) {
        Optional<Problem> problem = Problem.ALL.stream()
                .filter(known -> known.name().equals(nameOrFile))
                .findFirst();
        if (problem.isPresent()) {
            return standardized("source: " + nameOrFile, problem.get().byDefault());
        }
        if (!nameOrFile.contains(".")) {
            NewConfig.named("problem", nameOrFile, Problem.ALL, Problem::name);
        }
        try {
            return ofCsv(Path.of(nameOrFile), folder);
        } catch (DataException e) {
            throw new IllegalArgumentException(e.inLines(), e);
        }
    }

    private static NewData ofCsv(Path file, Path folder) throws DataException {
        CsvExamples csv = CsvExamples.withItsHeader(file);
        int last = csv.columns().size() - 1;
        if (last < 1) {
            throw new IllegalArgumentException(file + " has one column; expected inputs, then a target or a class");
        }
        List<Integer> inputs = IntStream.range(0, last).boxed().toList();
        String target = quoted(csv.columns().get(last));
        Path seen = folder.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize());
        String keys =
                "csv: " + quoted(seen.toString()) + (csv.isNamed() ? "" : ", header: false") + ", inputs: [rest], ";
        try {
            var roles = new CsvExamples.Roles(inputs, List.of(last), OptionalInt.empty());
            return standardized(
                    keys + "targets: [" + target + "]", csv.read(roles, Selection.ALL, Progress.Display.NONE));
        } catch (DataException e) { // no numbers, so classes
            var roles = new CsvExamples.Roles(inputs, List.of(), OptionalInt.of(last));
            return standardized(keys + "class: " + target, csv.read(roles, Selection.ALL, Progress.Display.NONE));
        }
    }

    private static NewData standardized(String keys, Examples examples) {
        boolean small = all(examples.inputValues(), x -> Math.abs(x) <= 1.0);
        return new NewData(keys + (small ? "" : ", standardize: true"), examples);
    }

    /** An activation whose answers the targets are among. */
    Activation output() {
        double[] targets = examples.targetValues();
        return all(targets, t -> t >= 0.0 && t <= 1.0)
                ? Activation.SIGMOID
                : all(targets, t -> t >= -1.0 && t <= 1.0) ? Activation.TANH : Activation.IDENTITY;
    }

    /** That every class is told apart; or, of numbers, a tenth of the loss of who always answers their mean. */
    String target(Loss loss) {
        if (areClasses()) {
            return "accuracy: 0.95";
        }
        if (all(examples.targetValues(), t -> t == 0.0 || t == 1.0) && !(loss == Loss.HINGE)) {
            return "outputs: 0.4";
        }
        return "loss: " + NewConfig.rounded(spread(loss) / 10.0);
    }

    private double spread(Loss loss) {
        int outputs = examples.outputs();
        double[] targets = examples.targetValues();
        double[] means = new double[outputs];
        for (int i = 0; i < targets.length; i++) {
            means[i % outputs] += targets[i] / examples.size();
        }
        double sum = 0.0;
        for (int i = 0; i < targets.length; i++) {
            double d = targets[i] - means[i % outputs];
            sum += switch (loss) {
                case HALF_SQUARED_ERROR -> d * d / 2.0;
                case SQUARED_ERROR -> d * d;
                case MEAN_SQUARED_ERROR -> d * d / outputs;
                case ABSOLUTE_ERROR -> Math.abs(d);
                case MEAN_ABSOLUTE_ERROR -> Math.abs(d) / outputs;
                case BINARY_CROSS_ENTROPY, CROSS_ENTROPY, HINGE -> 1.0;
            };
        }
        return sum / examples.size();
    }

    /** Whether the targets are one-hot rows. */
    boolean areClasses() {
        double[] sums = new double[examples.size()];
        for (int i = 0; i < examples.targetValues().length; i++) {
            sums[i / examples.outputs()] += examples.targetValues()[i];
        }
        return examples.outputs() > 1
                && all(examples.targetValues(), t -> t == 0.0 || t == 1.0)
                && all(sums, s -> s == 1.0);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean all(double[] values, DoublePredicate are) {
        return Arrays.stream(values).allMatch(are);
    }
}
