package lockstep.data.problem;

import java.util.Map;
import lockstep.model.Examples;

/**
 * Two spirals that coil three times around the origin and around one another, 97 points each, alternately a point of the first
 * and the opposite one of the second. Posed by Alexis Wieland (MITRE) in 1988, solved by Lang and Witbrock, "Learning to tell two
 * spirals apart", Proceedings of the 1988 Connectionist Models Summer School; the points are those of the benchmark {@code
 * two-spirals} that Carnegie Mellon University collected:
 *
 * <pre>
 *   for i from 0 to 96:   angle = i pi / 16,   radius = 6.5 (104 - i) / 104
 *       (radius sin(angle), radius cos(angle)) -> high,     (-radius sin(angle), -radius cos(angle)) -> low
 * </pre>
 */
final class TwoSpirals {

    private static final int POINTS = 97;

    private TwoSpirals() {}

    static Problem problem() {
        return new Problem(
                "two_spirals",
                "Lang and Witbrock's 194 points: which of two intertwined spirals is a point on?",
                Coding.after(),
                TwoSpirals::examples);
    }

    private static Examples examples(Map<String, Double> arguments) {
        Coding coding = Coding.of(arguments);
        double[][] inputs = new double[2 * POINTS][];
        double[][] targets = new double[2 * POINTS][];
        for (int i = 0; i < POINTS; i++) {
            double angle = i * Math.PI / 16.0;
            double radius = 6.5 * (104 - i) / 104.0;
            double x = radius * StrictMath.sin(angle);
            double y = radius * StrictMath.cos(angle);
            inputs[2 * i] = new double[] {x, y};
            inputs[2 * i + 1] = new double[] {-x, -y};
            targets[2 * i] = new double[] {coding.high()};
            targets[2 * i + 1] = new double[] {coding.low()};
        }
        return Examples.of(inputs, targets);
    }
}
