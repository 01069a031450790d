/**
 * How far rounding may part two right programs in one step: a running error analysis. It computes its own passes, for bounds
 * alone, and nothing that is judged comes from it.
 */
@NullMarked
package lockstep.parity.bound;

import org.jspecify.annotations.NullMarked;
