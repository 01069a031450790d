package lockstep.program;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a program answered; weights and gradient are laid out as {@link lockstep.model.NetworkSpec} says.
 *
 * @param error the program's words, if it cannot do what was asked; nothing else is answered then
 * @param losses one per step that was asked for
 * @param gradient null if the answer has no gradient
 * @param weights null if the answer has no weights
 * @param traits in an answer to {@code init}
 */
record Answer(
        @Nullable String error,
        double[] losses,
        double @Nullable [] gradient,
        double @Nullable [] weights,
        Set<Trait> traits) {

    static final Answer NONE = new Answer(null, new double[1], null, null, Set.of());

    /** Of the first step, or the only one. */
    double loss() {
        return losses[0];
    }
}
