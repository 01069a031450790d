package lockstep.program;

import org.jspecify.annotations.Nullable;

/**
 * What a program answered; weights and gradient are laid out as {@link lockstep.model.NetworkSpec} says.
 *
 * @param error the program's words, if it cannot do what was asked; all else is empty then
 * @param loss NaN in an answer that needs none
 * @param gradient null if it gave none
 * @param weights null if it gave none
 */
record Answer(@Nullable String error, double loss, double @Nullable [] gradient, double @Nullable [] weights) {}
