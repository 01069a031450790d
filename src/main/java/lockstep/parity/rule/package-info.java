/**
 * Which weights a right program has after a step, and how far it may be from them: the scalar network's rule, and copies of it that
 * round otherwise.
 */
@NullMarked
package lockstep.parity.rule;

import org.jspecify.annotations.NullMarked;
