package lockstep.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The examples, cut into batches, epoch after epoch. The last batch of an epoch is smaller if the cut is not even.
 */
public final class Batches implements BatchStream {

    private final int[] order;
    private final Batch[] batches;
    private final @Nullable PythonRandom shuffling;
    private int next;

    /**
     * @param size examples per batch; more than there are makes one batch of all
     * @param shuffling shuffles the order before each epoch, starting from the last order; null keeps it as it is
     */
    public Batches(Examples examples, int size, @Nullable PythonRandom shuffling) {
        if (size < 1) {
            throw new IllegalArgumentException("batch size is " + size + "; expected at least 1");
        }
        this.order = new int[examples.size()];
        Arrays.setAll(order, row -> row);
        this.batches = new Batch[perEpoch(examples.size(), size)];
        for (int b = 0; b < batches.length; b++) {
            batches[b] = new Batch(examples, order, b * size, Math.min(size, examples.size() - b * size));
        }
        this.shuffling = shuffling;
    }

    /** How many batches so many examples make. */
    public static int perEpoch(int examples, int size) {
        return (examples - 1) / size + 1;
    }

    /** How many batches, and so steps, an epoch has. */
    public int perEpoch() {
        return batches.length;
    }

    /** The batch of the next step; there is no last one. Use it before the next call, which may shuffle its rows. */
    @Override
    public Batch next() {
        if (next == 0 && shuffling != null) {
            shuffling.shuffle(order);
        }
        Batch batch = batches[next];
        next = (next + 1) % batches.length;
        return batch;
    }
}
