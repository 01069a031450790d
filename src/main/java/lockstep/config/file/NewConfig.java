package lockstep.config.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.config.form.OtherNames;
import lockstep.model.Activation;
import lockstep.model.Examples;
import lockstep.model.Loss;
import lockstep.model.ShortestDecimal;
import lockstep.optim.OptimizerKind;
import lockstep.yaml.Mistakes;
import lockstep.yaml.Nearest;

/**
 * A first config, written for somebody: what they chose, what goes with it, and a word on each key.
 *
 * @param hidden the widths of the hidden layers
 * @param activation theirs
 */
public record NewConfig(
        NewData data, List<Integer> hidden, Activation activation, Loss loss, List<OptimizerKind> optimizers) {

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

    /** One of these data, and what goes with them. */
    public static NewConfig of(NewData data) {
        return new NewConfig(
                data,
                List.of(4),
                Activation.TANH,
                data.areClasses() ? Loss.CROSS_ENTROPY : Loss.HALF_SQUARED_ERROR,
                List.of(OptimizerKind.SGD, OptimizerKind.MOMENTUM, OptimizerKind.ADAM));
    }

    /**
     * The same with something else chosen.
     *
     * @param value names as in a config, or the hidden layers' widths, with commas between them
     * @throws IllegalArgumentException if it is none; the message is for a person
     */
    public NewConfig with(Choosable what, String value) {
        return switch (what) {
            case LAYERS -> new NewConfig(data, widths(value), activation, loss, optimizers);
            case ACTIVATION -> {
                Activation other = named("activation", value, List.of(Activation.values()), Activation::key);
                yield new NewConfig(data, hidden, other, loss, optimizers);
            }
            case LOSS -> {
                Loss other = named("loss", value, List.of(Loss.values()), Loss::key);
                yield new NewConfig(data, hidden, activation, other, optimizers);
            }
            case OPTIMIZER -> {
                List<OptimizerKind> others = Arrays.stream(value.split(","))
                        .map(name -> named("optimizer", name, OptimizerKind.ALL, OptimizerKind::key))
                        .distinct()
                        .toList();
                yield new NewConfig(data, hidden, activation, loss, others);
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

    static <T> T named(String what, String found, List<T> values, Function<T, String> nameOf) {
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
        Examples examples = data.examples();
        int size = examples.size();
        StringBuilder layers = new StringBuilder();
        int inputs = examples.inputs();
        for (int units : hidden) {
            layers.append(layer(inputs, units, activation)).append('\n');
            inputs = units;
        }
        layers.append(layer(inputs, examples.outputs(), loss.outputFor(data.output())));
        return """
                # A first config; docs/config.md has every key.
                #   ./lockstep verify %1$s  compares the scalar network with DL4J's, step by step;
                #     --against "COMMAND" compares it with a program of yours instead (docs/bring-your-own.md).
                #   ./lockstep race %1$s  says which optimizer reaches the target first.
                data: {%2$s} # %3$s
                network:
                  layers: # weights and biases are drawn between the two numbers of init
                %4$s # the output layer
                loss: %5$s # or %6$s
                batch_size: %7$s # examples per update of the weights; full: all of them
                shuffle: %8$s # whether the examples are shuffled before each epoch
                seed: 1 # draws the weights and shuffles
                optimizers: # a name of yours: {kind: {its hyper-parameters}}; behind #, DL4J's defaults of the others
                %9$sverify: {steps: 500}
                race: {seeds: 20, epochs: %10$s, target: {%11$s}} # or loss, accuracy, outputs: all within this distance
                """.formatted(
                        file,
                        data.keys(),
                        counted(size, "example") + ", " + counted(examples.inputs(), "input") + ", "
                                + counted(examples.outputs(), "output"),
                        layers,
                        loss.key(),
                        Arrays.stream(Loss.values())
                                .filter(other -> other != loss)
                                .map(Loss::key)
                                .collect(Collectors.joining(", ")),
                        size <= FEW ? 2 : FEW / 2,
                        size > FEW,
                        optimizers.stream().map(NewConfig::optimizer).collect(Collectors.joining()),
                        Math.max(20, Math.min(2000, EXAMPLES_PER_RUN / size)),
                        data.target(loss));
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
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
            case SGD, BPNN_MOMENTUM, MOMENTUM, NESTEROV, QUICKPROP, RPROP, ADAGRAD -> "0.1";
            case RMSPROP, ADADELTA, ADAM, ADAMAX, NADAM, AMSGRAD, ADABELIEF -> "0.01";
        };
    }

    /** To two digits. */
    static String rounded(double x) {
        return new BigDecimal(x).round(new MathContext(2)).stripTrailingZeros().toPlainString();
    }
}
