package lockstep.model;

import java.util.Arrays;

/**
 * Input rows and the target rows that belong to them. The arrays are shared, not copied: they must not change.
 *
 * @param size how many examples, at least 1
 * @param inputs the width of an input row
 * @param outputs the width of a target row
 * @param inputValues the input rows, one after another: {@code size * inputs} numbers
 * @param targetValues the target rows, one after another: {@code size * outputs} numbers
 */
public record Examples(int size, int inputs, int outputs, double[] inputValues, double[] targetValues) {

    public Examples {
        if (size < 1 || inputValues.length != size * inputs || targetValues.length != size * outputs) {
            throw new IllegalArgumentException("the arrays hold " + inputValues.length + " inputs and "
                    + targetValues.length + " targets; expected " + size + " x " + inputs + " and " + size + " x "
                    + outputs);
        }
    }

    /**
     * Examples from rows.
     *
     * @param inputs one row per example, all of one width
     * @param targets likewise
     * @throws IllegalArgumentException if the rows do not match
     */
    public static Examples of(double[][] inputs, double[][] targets) {
        if (inputs.length == 0 || inputs.length != targets.length) {
            throw new IllegalArgumentException(inputs.length + " input rows and " + targets.length
                    + " target rows; expected as many, at least one");
        }
        return new Examples(
                inputs.length, inputs[0].length, targets[0].length, flat("input", inputs), flat("target", targets));
    }

    /** All the examples as one batch, in their order. */
    public Batch asBatch() {
        int[] rows = new int[size];
        Arrays.setAll(rows, row -> row);
        return new Batch(this, rows, 0, size);
    }

    /** Some of the examples, in the order given. */
    public Examples select(int[] rows) {
        double[] someInputs = new double[rows.length * inputs];
        double[] someTargets = new double[rows.length * outputs];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(inputValues, rows[i] * inputs, someInputs, i * inputs, inputs);
            System.arraycopy(targetValues, rows[i] * outputs, someTargets, i * outputs, outputs);
        }
        return new Examples(rows.length, inputs, outputs, someInputs, someTargets);
    }

    /** The same examples, their numbers rounded. */
    public Examples in(Precision precision) {
        return precision == Precision.DOUBLE
                ? this
                : new Examples(size, inputs, outputs, precision.rounded(inputValues), precision.rounded(targetValues));
    }

    private static double[] flat(String what, double[][] rows) {
        int width = rows[0].length;
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new IllegalArgumentException(
                        what + " row " + (row + 1) + " has " + rows[row].length + " numbers; the first has " + width);
            }
        }
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}
