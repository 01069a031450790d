package lockstep.data.problem;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import lockstep.model.Examples;

/**
 * n patterns of n units, one unit in each unlike the others, to pass through a narrower layer. Both kinds are in Fahlman, "An
 * empirical study of learning speed in back-propagation networks", CMU-CS-88-162, 1988; the complement is the harder one.
 */
final class Encoder {

    private static final Parameter WIDTH =
            Parameter.whole("n", "the number of patterns, and their width", 2, 1000, OptionalDouble.of(8));

    private Encoder() {}

    static Problem oneHot() {
        return problem(
                "encoder",
                "n patterns, a 1 among zeros, each its own target: a narrow layer has to find a code for them",
                true);
    }

    static Problem complement() {
        return problem(
                "complement_encoder",
                "n patterns, a 0 among ones, each its own target: an encoder with nearly all units on",
                false);
    }

    private static Problem problem(String name, String about, boolean odd) {
        return new Problem(name, about, Coding.after(WIDTH), arguments -> examples(arguments, odd));
    }

    private static Examples examples(Map<String, Double> arguments, boolean odd) {
        int width = (int) WIDTH.in(arguments);
        return Examples.of(patterns(width, odd, new Coding(0, 1)), patterns(width, odd, Coding.of(arguments)));
    }

    /** @param odd whether the odd one out in each pattern is the high one */
    private static double[][] patterns(int width, boolean odd, Coding coding) {
        double[][] patterns = new double[width][width];
        for (int pattern = 0; pattern < width; pattern++) {
            Arrays.fill(patterns[pattern], coding.of(!odd));
            patterns[pattern][pattern] = coding.of(odd);
        }
        return patterns;
    }
}
