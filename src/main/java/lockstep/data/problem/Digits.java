package lockstep.data.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import lockstep.data.file.CsvExamples;
import lockstep.data.file.Selection;
import lockstep.model.Examples;

/**
 * The 1,797 digits that 13 people wrote by hand, 8 x 8 pixels of 17 greys each: the test set of E. Alpaydin and C. Kaynak, "Optical
 * recognition of handwritten digits", UCI Machine Learning Repository (1998), CC BY 4.0, as scikit-learn has it. A pixel is how
 * many of its 4 x 4 dots were black, here divided by 16.
 */
final class Digits {

    private static final int PIXELS = 64;
    private static final double DARKEST = 16.0;
    private static final Parameter COUNT =
            Parameter.whole("n", "the number of digits: the first n of the 1797", 10, 1797, OptionalDouble.of(1797));

    private Digits() {}

    static Problem problem() {
        return new Problem(
                "digits",
                "handwritten digits of 8 x 8 pixels from 0 to 1, and one output each for 0 to 9",
                Coding.after(COUNT),
                Digits::examples);
    }

    private static Examples examples(Map<String, Double> arguments) {
        Selection first = new Selection(Optional.of((int) COUNT.in(arguments)), Optional.empty());
        CsvExamples.Roles roles =
                new CsvExamples.Roles(IntStream.range(0, PIXELS).boxed().toList(), List.of(), OptionalInt.of(PIXELS));
        Examples digits = CsvExamples.ofOwn(Digits.class, "digits.csv.gz", false, roles, first);
        double[] pixels = digits.inputValues();
        Arrays.setAll(pixels, i -> pixels[i] / DARKEST);
        return Coding.of(arguments).applied(digits);
    }
}
