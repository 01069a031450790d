package lockstep.model;

import java.util.Arrays;

/**
 * The examples of one step, as a view: example {@code e} of the batch is the row {@code order[from + e]} of the examples.
 *
 * <p>Nothing is copied, so a batch costs nothing; in exchange its rows change when the order is shuffled for the next epoch.
 *
 * @param order rows of the examples
 * @param from where in {@code order} the batch begins
 * @param size how many examples it has, at least 1
 */
public record Batch(Examples examples, int[] order, int from, int size) {

    /** Its examples by themselves, copied. */
    public Examples alone() {
        return examples.select(Arrays.copyOfRange(order, from, from + size));
    }

    /** The row of example {@code e}, {@code 0 <= e < size}, in the examples. */
    public int row(int e) {
        return order[from + e];
    }
}
