package lockstep.model;

import org.jspecify.annotations.Nullable;

/**
 * The steps of a candidate, one after another from its start: made when asked for, or long ago. What is told of a step is that of
 * the last {@link #next}; arrays are laid out as {@link NetworkSpec} says, and may be used again: a gradient's by the next step,
 * the weights' by the one after it.
 */
public interface TrainingSteps extends BatchStream {

    /**
     * Goes on to the next step.
     *
     * @return its batch; null after the last
     * @throws EngineFailure if the candidate fails
     */
    @Override
    @Nullable
    Batch next();

    /** The loss of the batch before the update, as {@link Engine#step} gives it. */
    double loss();

    /** The gradient, as {@link Engine#readGradient} gives it; null where it is not told. */
    double @Nullable [] gradient();

    /** The weights after the update; null where they are not told. */
    double @Nullable [] weights();

    /** What is to be said of them, after the last; empty for nothing. */
    default String note() {
        return "";
    }
}
