/**
 * Random runs, of everything that a config can ask for, and the smallest run that still fails. Whether one fails, others say:
 * nothing in here judges.
 */
@NullMarked
package lockstep.upkeep;

import org.jspecify.annotations.NullMarked;
