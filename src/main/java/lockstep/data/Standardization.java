package lockstep.data;

import lockstep.model.Examples;

/**
 * Scales every input column to mean 0 and standard deviation 1 over the examples that it was made from: {@code (x - mean) / sd}.
 * A column whose numbers are all the same is only moved. Targets stay as they are.
 *
 * <p>The sums are taken from the first example to the last. The standard deviation is that of a whole population, {@code
 * sqrt(sum of (x - mean)^2 / n)}, as in scikit-learn's StandardScaler.
 */
public record Standardization(double[] means, double[] deviations) {

    /**
     * The standardization by the training examples: it must not depend on held-out ones.
     *
     * @throws IllegalArgumentException if a deviation is beyond the range of a double
     */
    public static Standardization of(Examples training) {
        int columns = training.inputs();
        double[] means = new double[columns];
        double[] deviations = new double[columns];
        for (int column = 0; column < columns; column++) {
            double first = training.inputValues()[column];
            boolean constant = true;
            double sum = 0.0;
            for (int row = 0; row < training.size(); row++) {
                double x = training.inputValues()[row * columns + column];
                constant &= x == first;
                sum += x;
            }
            // The mean of many equal numbers is not always that number, and the scaling would blow up the rounding
            // error.
            double mean = constant ? first : sum / training.size();
            double squares = 0.0;
            for (int row = 0; row < training.size(); row++) {
                double distance = training.inputValues()[row * columns + column] - mean;
                squares += distance * distance;
            }
            means[column] = mean;
            deviations[column] = constant ? 1.0 : Math.sqrt(squares / training.size());
            if (!Double.isFinite(deviations[column]) || deviations[column] == 0.0) {
                throw new IllegalArgumentException("the standard deviation of input " + (column + 1)
                        + " is beyond the range of a double; expected numbers of similar size");
            }
        }
        return new Standardization(means, deviations);
    }

    /** Standardizes the inputs of some examples where they stand: a copy of a large data set would not find room. */
    public void apply(Examples examples) {
        double[] inputs = examples.inputValues();
        for (int i = 0; i < inputs.length; i += means.length) {
            for (int column = 0; column < means.length; column++) {
                inputs[i + column] = (inputs[i + column] - means[column]) / deviations[column];
            }
        }
    }
}
