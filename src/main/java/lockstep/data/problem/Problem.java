package lockstep.data.problem;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.model.Examples;

/**
 * A built-in problem: a name, the numbers it takes, and how its examples follow from them.
 *
 * @param name as in a config: {@code data: {source: xor}}
 * @param about one sentence on what it asks a network to learn
 * @param parameters its keys, which go next to {@code source}
 * @param make the examples, given a value within its bounds for each parameter; the same values make the same examples, in arrays of
 *     their own
 */
public record Problem(
        String name, String about, List<Parameter> parameters, Function<Map<String, Double>, Examples> make) {

    /** Every built-in problem, in the order in which messages list them. */
    public static final List<Problem> ALL = List.of(
            gate("and", "1 if both inputs are 1", 0, 0, 0, 1),
            gate("or", "1 if an input is 1", 0, 1, 1, 1),
            gate("nand", "0 if both inputs are 1", 1, 1, 1, 0),
            gate("xor", "1 if the inputs differ: no single layer can learn it", 0, 1, 1, 0),
            BitParity.problem(),
            Encoder.oneHot(),
            Encoder.complement(),
            TwoSpirals.problem(),
            NoisyArcs.moons(),
            NoisyArcs.circles(),
            Sine.problem(),
            Iris.problem(),
            Digits.problem());

    public Problem {
        parameters = List.copyOf(parameters);
    }

    /** The examples with every parameter at its default; without one, at its least. */
    public Examples byDefault() {
        return make.apply(parameters.stream()
                .collect(Collectors.toMap(
                        Parameter::name, parameter -> parameter.byDefault().orElse(parameter.least()))));
    }

    /** A function of two bits by its table, the rows in bpnn.py's order: 00, 01, 10, 11. */
    private static Problem gate(String name, String about, double... targets) {
        double[] inputs = {0, 0, 0, 1, 1, 0, 1, 1};
        return new Problem(
                name, about, List.of(), parameters -> new Examples(4, 2, 1, inputs.clone(), targets.clone()));
    }
}
