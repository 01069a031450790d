package lockstep.model;

import org.jspecify.annotations.Nullable;

/** Batches, one after another. */
public interface BatchStream extends AutoCloseable {

    /** The batch of the next step, for use before the next call; null after the last. */
    @Nullable
    Batch next();

    @Override
    default void close() {}
}
