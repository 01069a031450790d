package lockstep.upkeep;

import java.util.function.DoubleSupplier;
import lockstep.model.Examples;
import lockstep.model.Loss;

/** Up to a dozen examples, with targets that the loss takes. */
final class RandomExamples {

    private RandomExamples() {}

    static Examples draw(Draws draws, int inputs, int outputs, Loss loss) {
        int size = draws.between(1, 12);
        double[][] inputRows = new double[size][inputs];
        double[][] targetRows = new double[size][outputs];
        DoubleSupplier ofInputs = numbers(draws);
        DoubleSupplier ofTargets = loss.ofProbabilities()
                ? draws.oneOf(() -> draws.uniform(0.0, 1.0), () -> draws.between(0, 1))
                : numbers(draws);
        boolean oneHot = draws.chance(0.5);
        for (int e = 0; e < size; e++) {
            if (e > 0 && draws.chance(0.1)) { // the same example again, and perhaps with another answer
                inputRows[e] = inputRows[draws.between(0, e - 1)].clone();
            } else {
                fill(inputRows[e], ofInputs);
            }
            switch (loss) {
                case HINGE -> fill(targetRows[e], () -> draws.oneOf(-1.0, 1.0));
                case CROSS_ENTROPY -> distribution(targetRows[e], draws, oneHot);
                case HALF_SQUARED_ERROR,
                        SQUARED_ERROR,
                        MEAN_SQUARED_ERROR,
                        ABSOLUTE_ERROR,
                        MEAN_ABSOLUTE_ERROR,
                        BINARY_CROSS_ENTROPY -> fill(targetRows[e], ofTargets);
            }
        }
        return Examples.of(inputRows, targetRows);
    }

    /** Numbers of one kind: real ones, of all sizes, bits, signs, or quarters. */
    private static DoubleSupplier numbers(Draws draws) {
        return draws.oneOf(
                () -> draws.uniform(-1.5, 1.5),
                () -> draws.oneOf(-1.0, 1.0) * draws.magnitude(-3.0, 1.0),
                () -> draws.between(0, 1),
                () -> draws.oneOf(-1.0, 1.0),
                draws::quarter);
    }

    /** Probabilities that add up to 1. */
    private static void distribution(double[] row, Draws draws, boolean oneHot) {
        if (oneHot) {
            row[draws.between(0, row.length - 1)] = 1.0;
            return;
        }
        double sum = 0.0;
        for (int j = 0; j < row.length; j++) {
            row[j] = draws.uniform(0.1, 1.0);
            sum += row[j];
        }
        for (int j = 0; j < row.length; j++) {
            row[j] /= sum;
        }
    }

    private static void fill(double[] row, DoubleSupplier numbers) {
        for (int i = 0; i < row.length; i++) {
            row[i] = numbers.getAsDouble();
        }
    }
}
