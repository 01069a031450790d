package lockstep.data.problem;

import java.util.Map;
import java.util.OptionalDouble;
import lockstep.model.Examples;
import lockstep.model.PythonRandom;

/**
 * Points on two arcs, moved by normal noise: scikit-learn's make_moons and make_circles, unshuffled, with Python's own generator.
 * Of n points the first n / 2 (rounded down) are on the first arc and low, the others on the second and high. In Python, point by
 * point, where {@code arc} is one of the four lines:
 *
 * <pre>
 *   random.seed(seed)
 *   x, y = arc(t)        # moons, t from 0 to pi, both ends included:   (cos t, sin t), then (1 - cos t, 0.5 - sin t)
 *                        # circles, t from 0 to below 2 pi:   (cos t, sin t), then (factor cos t, factor sin t)
 *   point = random.gauss(x, noise), random.gauss(y, noise)
 * </pre>
 */
final class NoisyArcs {

    private static final Parameter POINTS =
            Parameter.whole("n", "the number of points, on both arcs together", 4, 100_000, OptionalDouble.of(200));
    private static final Parameter NOISE = Parameter.real(
            "noise", "the standard deviation of the noise in both coordinates", 0, 1000, OptionalDouble.of(0.1));
    private static final Parameter SEED = Parameter.whole(
            "seed",
            "the seed of Python's generator, which draws the noise: random.seed(seed)",
            0,
            1L << 53,
            OptionalDouble.of(0));
    private static final Parameter FACTOR = Parameter.real(
            "factor", "the radius of the inner circle; the outer one's is 1", 0, 1, OptionalDouble.of(0.5));
    /** A point of the first or second arc: number {@code place}, from 0, of {@code of}. */
    private interface Arc {
        double[] point(boolean second, int place, int of);
    }

    private NoisyArcs() {}

    static Problem moons() {
        return new Problem(
                "moons",
                "two interleaving half circles with noise: which is a point on?",
                Coding.after(POINTS, NOISE, SEED),
                arguments -> examples(arguments, NoisyArcs::moon));
    }

    static Problem circles() {
        return new Problem(
                "circles",
                "a circle in a circle, with noise: which is a point on?",
                Coding.after(POINTS, FACTOR, NOISE, SEED),
                arguments -> examples(
                        arguments, (second, place, of) -> circle(second ? FACTOR.in(arguments) : 1, place, of)));
    }

    private static Examples examples(Map<String, Double> arguments, Arc arc) {
        Coding coding = Coding.of(arguments);
        double noise = NOISE.in(arguments);
        PythonRandom random = new PythonRandom((long) SEED.in(arguments));
        int points = (int) POINTS.in(arguments);
        int first = points / 2;
        double[][] inputs = new double[points][];
        double[][] targets = new double[points][];
        for (int i = 0; i < points; i++) {
            boolean second = i >= first;
            double[] point = arc.point(second, second ? i - first : i, second ? points - first : first);
            inputs[i] = new double[] {random.gauss(point[0], noise), random.gauss(point[1], noise)};
            targets[i] = new double[] {coding.of(second)};
        }
        return Examples.of(inputs, targets);
    }

    private static double[] moon(boolean second, int place, int of) {
        double t = Math.PI * place / (of - 1);
        double x = StrictMath.cos(t);
        double y = StrictMath.sin(t);
        return second ? new double[] {1.0 - x, 0.5 - y} : new double[] {x, y};
    }

    private static double[] circle(double radius, int place, int of) {
        double t = 2.0 * Math.PI * place / of;
        return new double[] {radius * StrictMath.cos(t), radius * StrictMath.sin(t)};
    }
}
