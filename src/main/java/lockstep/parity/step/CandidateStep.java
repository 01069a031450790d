package lockstep.parity.step;

import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate tells of a step that it has made. Weights and gradients are laid out as {@link NetworkSpec} says; the arrays
 * are looked at, and not kept.
 *
 * @param before the weights before the step
 * @param batch the examples it was made with
 * @param loss of the batch before the update, reduced as {@link NetworkSpec#reduction} says, plus the penalties
 * @param gradient as {@link Engine#readGradient} gives it: of the data's loss, reduced, before clipping; null where it is not told
 * @param after the weights after the step; null where they are not told
 */
public record CandidateStep(
        double[] before, Batch batch, double loss, double @Nullable [] gradient, double @Nullable [] after) {}
