/**
 * Results to files; with {@link lockstep.results.file} the only package that writes any.
 *
 * <p>CSV files are UTF-8 with commas, a header row and {@code \n}. A number is written as {@link Double#toString} of JDK 19 and
 * later writes it: the fewest digits that give the same double when read back, whatever the locale and the JDK. A number that
 * is not finite is written {@code Infinity}, {@code -Infinity} or {@code NaN}; a value that does not exist (the step of a rung
 * without steps, the mean over no successes) is an empty field. Steps are counted from 0, as the number of updates before them;
 * epochs, layers and ranks from 1.
 */
@NullMarked
package lockstep.results;

import org.jspecify.annotations.NullMarked;
