package lockstep.data.file;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import lockstep.model.PythonRandom;

/**
 * Which of a file's examples are taken, for a first try: the first few, or some drawn from them. In Python, of n rows:
 *
 * <pre>
 *   rows = list(range(min(n, limit))); random.seed(seed); random.shuffle(rows)
 *   taken = sorted(rows[:size])
 * </pre>
 *
 * @param limit only so many from the first on are looked at; empty for all
 * @param sample how they are drawn from these; empty takes all of them
 */
public record Selection(Optional<Integer> limit, Optional<Draw> sample) {

    /** Every example. */
    public static final Selection ALL = new Selection(Optional.empty(), Optional.empty());

    /**
     * How a sample is drawn.
     *
     * @param size how many are drawn, at least 1
     * @param seed of Python's generator
     */
    public record Draw(int size, long seed) {}

    /** How many of the first rows are looked at. */
    int end() {
        return limit.orElse(Integer.MAX_VALUE);
    }

    /**
     * The rows that are taken, counted from 0.
     *
     * @param n how many there are
     * @throws IllegalArgumentException if the sample is larger than that
     */
    BitSet of(int n) {
        int[] rows = new int[Math.min(n, end())];
        Arrays.setAll(rows, row -> row);
        int size = sample.map(Draw::size).orElse(rows.length);
        if (size > rows.length) {
            throw new IllegalArgumentException("the sample is of " + size + " examples; expected at most " + rows.length
                    + ", of which it is drawn");
        }
        sample.ifPresent(drawn -> new PythonRandom(drawn.seed()).shuffle(rows));
        BitSet taken = new BitSet(rows.length);
        Arrays.stream(rows, 0, size).forEach(taken::set);
        return taken;
    }
}
