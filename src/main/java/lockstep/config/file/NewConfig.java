package lockstep.config.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.config.form.OtherNames;
import lockstep.data.CsvExamples;
import lockstep.data.DataException;
import lockstep.data.Problem;
import lockstep.data.Selection;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Loss;
import lockstep.model.ShortestDecimal;
import lockstep.optim.OptimizerKind;
import lockstep.work.Progress;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Nearest;

/**
 * A first config, written for somebody: what they chose, what goes with it, and a word on each key.
 *
 * @param data the keys of its data
 * @param hidden the widths of the hidden layers
 * @param activation theirs
 */
public record NewConfig(
        String data,
        Examples examples,
        List<Integer> hidden,
        Activation activation,
        Loss loss,
        List<OptimizerKind> optimizers) {

    /** With fewer examples a batch is of two, which shows faults that batches of one and of all hide. */
    private static final int FEW = 32;

    /** About as many examples as one run of the race goes through. */
    private static final int EXAMPLES_PER_RUN = 50_000;

    private static final int WIDEST = 100_000;

    /** What may be chosen besides the data, in the order in which it is asked. */
    public enum Choosable {
        LAYERS,
        ACTIVATION,
        LOSS,
        OPTIMIZER
    }

    private NewConfig(String data, Examples examples) {
        this(
                data,
                examples,
                List.of(4),
                Activation.TANH,
                areClasses(examples) ? Loss.CROSS_ENTROPY : Loss.HALF_SQUARED_ERROR,
                List.of(OptimizerKind.SGD, OptimizerKind.MOMENTUM, OptimizerKind.ADAM));
    }

    /**
     * A config of these data.
     *
     * @param nameOrFile a built-in problem; or a CSV file whose last column is the target, or a class in text
     * @param folder that the config will be in
     * @throws IllegalArgumentException if it is neither; the message is for a person
     */
    public static NewConfig of(String nameOrFile, Path folder) {
        Optional<Problem> problem = Problem.ALL.stream()
                .filter(known -> known.name().equals(nameOrFile))
                .findFirst();
        if (problem.isPresent()) {
            return new NewConfig("source: " + nameOrFile, problem.get().byDefault());
        }
        if (!nameOrFile.contains(".")) {
            named("problem", nameOrFile, Problem.ALL, Problem::name);
        }
        try {
            return ofCsv(Path.of(nameOrFile), folder);
        } catch (DataException e) {
            throw new IllegalArgumentException(
                    nameOrFile + ": " + e.mistakes().get(0).message(), e);
        }
    }

    private static NewConfig ofCsv(Path file, Path folder) throws DataException {
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
            return new NewConfig(
                    keys + "targets: [" + target + "]", csv.read(roles, Selection.ALL, Progress.Display.NONE));
        } catch (DataException e) { // no numbers, so classes
            var roles = new CsvExamples.Roles(inputs, List.of(), OptionalInt.of(last));
            return new NewConfig(keys + "class: " + target, csv.read(roles, Selection.ALL, Progress.Display.NONE));
        }
    }

    /**
     * The same with something else chosen.
     *
     * @param value names as in a config, or the hidden layers' widths, with commas between them
     * @throws IllegalArgumentException if it is none; the message is for a person
     */
    public NewConfig with(Choosable what, String value) {
        return switch (what) {
            case LAYERS -> new NewConfig(data, examples, widths(value), activation, loss, optimizers);
            case ACTIVATION -> {
                Activation other = named("activation", value, List.of(Activation.values()), Activation::key);
                yield new NewConfig(data, examples, hidden, other, loss, optimizers);
            }
            case LOSS -> {
                Loss other = named("loss", value, List.of(Loss.values()), Loss::key);
                yield new NewConfig(data, examples, hidden, activation, other, optimizers);
            }
            case OPTIMIZER -> {
                List<OptimizerKind> others = Arrays.stream(value.split(","))
                        .map(name -> named("optimizer", name, OptimizerKind.ALL, OptimizerKind::key))
                        .distinct()
                        .toList();
                yield new NewConfig(data, examples, hidden, activation, loss, others);
            }
        };
    }

    /** What is chosen so far, as {@link #with} takes it. */
    public String chosen(Choosable what) {
        return switch (what) {
            case LAYERS -> hidden.stream().map(String::valueOf).collect(Collectors.joining(","));
            case ACTIVATION -> activation.key();
            case LOSS -> loss.key();
            case OPTIMIZER -> optimizers.stream().map(OptimizerKind::key).collect(Collectors.joining(","));
        };
    }

    private static List<Integer> widths(String value) {
        try {
            List<Integer> widths = Arrays.stream(value.split(","))
                    .map(width -> Integer.valueOf(width.strip()))
                    .toList();
            if (widths.stream().allMatch(width -> width >= 1 && width <= WIDEST)) {
                return widths;
            }
        } catch (NumberFormatException e) {
            // Reported below, like what is out of range.
        }
        throw new IllegalArgumentException("found \"" + value
                + "\", expected the numbers of units of the hidden layers, each from 1 to " + WIDEST + ": 8,4");
    }

    private static <T> T named(String what, String found, List<T> values, Function<T, String> nameOf) {
        Map<String, T> known =
                values.stream().collect(Collectors.toMap(nameOf, value -> value, (a, b) -> a, LinkedHashMap::new));
        T value = known.get(found.strip());
        if (value == null) {
            String meant = Nearest.to(found, known.keySet(), OtherNames.OF_LIBRARIES)
                    .map(name -> ", did you mean \"" + name + "\"?")
                    .orElse("");
            throw new IllegalArgumentException("found the unknown " + what + " \"" + found + "\", expected one of "
                    + Mistakes.listed(known.keySet()) + meant);
        }
        return value;
    }

    /**
     * The config.
     *
     * @param file its own name, for the commands in it
     */
    public String text(String file) {
        int size = examples.size();
        String standardize = all(examples.inputValues(), x -> Math.abs(x) <= 1.0) ? "" : ", standardize: true";
        StringBuilder text = new StringBuilder();
        text.append("# A first config; docs/config.md has every key.\n")
                .append("#   ./lockstep verify ")
                .append(file)
                .append("  compares the scalar network with DL4J's, step by step;\n")
                .append(
                        "#     --against \"COMMAND\" compares it with a program of yours instead (docs/bring-your-own.md).\n")
                .append("#   ./lockstep race ")
                .append(file)
                .append("  says which optimizer reaches the target first.\n")
                .append("data: {")
                .append(data)
                .append(standardize)
                .append("} # ")
                .append(size)
                .append(" examples, ")
                .append(examples.inputs())
                .append(" inputs, ")
                .append(examples.outputs())
                .append(examples.outputs() == 1 ? " output\n" : " outputs\n")
                .append("network:\n  layers: # weights and biases are drawn between the two numbers of init\n");
        int inputs = examples.inputs();
        for (int units : hidden) {
            text.append(layer(inputs, units, activation)).append('\n');
            inputs = units;
        }
        text.append(layer(inputs, examples.outputs(), output()))
                .append(" # the output layer\n")
                .append("loss: ")
                .append(loss.key())
                .append(" # or ")
                .append(Arrays.stream(Loss.values())
                        .filter(other -> other != loss)
                        .map(Loss::key)
                        .collect(Collectors.joining(", ")))
                .append('\n')
                .append("batch_size: ")
                .append(size <= FEW ? 2 : FEW / 2)
                .append(" # examples per update of the weights; full: all of them\n")
                .append("shuffle: ")
                .append(size > FEW)
                .append(" # whether the examples are shuffled before each epoch\n")
                .append("seed: 1 # draws the weights and shuffles\n")
                .append(
                        "optimizers: # a name of yours: {kind: {its hyper-parameters}}; behind #, DL4J's defaults of the others\n");
        optimizers.forEach(kind -> text.append(optimizer(kind)));
        return text.append("verify: {steps: 500}\n")
                .append("race: {seeds: 20, epochs: ")
                .append(Math.max(20, Math.min(2000, EXAMPLES_PER_RUN / size)))
                .append(", target: {")
                .append(target())
                .append("}} # or loss, accuracy, outputs: all within this distance\n")
                .toString();
    }

    private static String layer(int inputs, int units, Activation activation) {
        String bound = rounded(1.0 / Math.sqrt(inputs));
        return "    - {units: " + units + ", activation: " + activation.key() + ", init: {uniform: [-" + bound + ", "
                + bound + "]}}";
    }

    private static String optimizer(OptimizerKind kind) {
        String rate = kind.hasLearningRate() ? "learning_rate: " + rate(kind) : "";
        String others = kind.parameters().stream()
                .filter(parameter -> parameter.byDefault().isPresent())
                .map(parameter -> parameter.name() + ": "
                        + ShortestDecimal.of(parameter.byDefault().getAsDouble()))
                .collect(Collectors.joining(", "));
        return "  " + kind.key() + ": {" + kind.key() + ": {" + rate + "}}" + (others.isEmpty() ? "" : " # " + others)
                + "\n";
    }

    /** Those that divide by the size of the gradient take smaller steps. */
    private static String rate(OptimizerKind kind) {
        return switch (kind) {
            case SGD, BPNN_MOMENTUM, MOMENTUM, NESTEROV, ADAGRAD -> "0.1";
            case RMSPROP, ADADELTA, ADAM, ADAMAX, NADAM, AMSGRAD, ADABELIEF -> "0.01";
        };
    }

    /** An activation whose answers the targets are among, unless the loss wants another. */
    private Activation output() {
        double[] targets = examples.targetValues();
        Activation fitting = all(targets, t -> t >= 0.0 && t <= 1.0)
                ? Activation.SIGMOID
                : all(targets, t -> t >= -1.0 && t <= 1.0) ? Activation.TANH : Activation.IDENTITY;
        return loss.outputFor(fitting);
    }

    /** That every class is told apart; or, of numbers, a tenth of the loss of who always answers their mean. */
    private String target() {
        if (areClasses(examples)) {
            return "accuracy: 0.95";
        }
        if (all(examples.targetValues(), t -> t == 0.0 || t == 1.0) && !(loss == Loss.HINGE)) {
            return "outputs: 0.4";
        }
        return "loss: " + rounded(spread() / 10.0);
    }

    private double spread() {
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
    private static boolean areClasses(Examples examples) {
        double[] sums = new double[examples.size()];
        for (int i = 0; i < examples.targetValues().length; i++) {
            sums[i / examples.outputs()] += examples.targetValues()[i];
        }
        return examples.outputs() > 1
                && all(examples.targetValues(), t -> t == 0.0 || t == 1.0)
                && all(sums, s -> s == 1.0);
    }

    private static boolean all(double[] values, DoublePredicate are) {
        return Arrays.stream(values).allMatch(are);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** To two digits. */
    private static String rounded(double x) {
        return new BigDecimal(x).round(new MathContext(2)).stripTrailingZeros().toPlainString();
    }
}
