package lockstep.program;

import org.jspecify.annotations.Nullable;

/**
 * What a program answered; weights and gradient are laid out as {@link lockstep.model.NetworkSpec} says.
 *
 * @param error the program's words, if it cannot do what was asked; all else is empty then
 * @param loss NaN in an answer that needs no loss
 * @param gradient null if the answer has no gradient
 * @param weights null if the answer has no weights
 */
record Answer(@Nullable String error, double loss, double @Nullable [] gradient, double @Nullable [] weights) {}
