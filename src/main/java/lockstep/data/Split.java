package lockstep.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.model.Examples;
import lockstep.model.PythonRandom;

/**
 * Holds a part of the examples out: a network does not learn from them, and is tested on them. In Python:
 *
 * <pre>
 *   rows = list(range(n)); random.seed(seed); random.shuffle(rows)
 *   k = round(test * n)
 *   test_rows, training_rows = rows[:k], rows[k:]
 * </pre>
 *
 * With {@code stratified}, each class gives its share: of its shuffled rows, the first {@code round(test * size)} are the test's,
 * where {@code size} is that of the class. A class is all the examples with the same target row.
 *
 * @param test the share that is held out, above 0 and below 1
 * @param seed of Python's generator
 */
public record Split(double test, long seed, boolean stratified) {

    /** Both parts, the rows of each in the order in which they were shuffled. */
    public record Parts(Examples training, Optional<Examples> test) {}

    /**
     * Splits some examples.
     *
     * @throws IllegalArgumentException if a side is empty
     */
    public Parts of(Examples all) {
        int[] rows = new int[all.size()];
        Arrays.setAll(rows, row -> row);
        new PythonRandom(seed).shuffle(rows);

        Map<List<Double>, Integer> sizes = new HashMap<>();
        for (int row : rows) {
            sizes.merge(classOf(all, row), 1, Integer::sum);
        }
        Map<List<Double>, Integer> seen = new HashMap<>();
        boolean[] held = new boolean[rows.length];
        for (int row : rows) {
            List<Double> kind = classOf(all, row);
            // Python's round() and rint take the even neighbour of a half.
            held[row] = seen.merge(kind, 1, Integer::sum) <= Math.rint(test * sizes.getOrDefault(kind, 0));
        }
        int[] testRows = Arrays.stream(rows).filter(row -> held[row]).toArray();
        int[] trainingRows = Arrays.stream(rows).filter(row -> !held[row]).toArray();
        if (testRows.length == 0 || trainingRows.length == 0) {
            throw new IllegalArgumentException("the split holds out " + testRows.length + " of " + rows.length
                    + " examples; expected at least one on each side" + (stratified ? ", by class" : ""));
        }
        return new Parts(all.select(trainingRows), Optional.of(all.select(testRows)));
    }

    /** The class of an example: its target row, or the same for all if the split is not stratified. */
    private List<Double> classOf(Examples all, int row) {
        if (!stratified) {
            return List.of();
        }
        int from = row * all.outputs();
        return Arrays.stream(all.targetValues(), from, from + all.outputs())
                .map(target -> target + 0.0) // -0.0 is 0.0
                .boxed()
                .toList();
    }
}
