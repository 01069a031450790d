package lockstep.data.problem;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import lockstep.model.Examples;

/** One period of the sine, from -pi to pi, both ends included: {@code x = -pi + 2 pi i / (n - 1)}. */
final class Sine {

    private static final Parameter POINTS =
            Parameter.whole("n", "the number of points, evenly spaced", 2, 100_000, OptionalDouble.of(50));

    private Sine() {}

    static Problem problem() {
        return new Problem(
                "sine", "sin x at n places from -pi to pi: a curve, not classes", List.of(POINTS), Sine::examples);
    }

    private static Examples examples(Map<String, Double> arguments) {
        int points = (int) POINTS.in(arguments);
        double[][] inputs = new double[points][1];
        double[][] targets = new double[points][1];
        for (int i = 0; i < points; i++) {
            inputs[i][0] = -Math.PI + 2.0 * Math.PI * i / (points - 1);
            targets[i][0] = StrictMath.sin(inputs[i][0]);
        }
        return Examples.of(inputs, targets);
    }
}
