/**
 * Random runs, of everything that a config can ask for, and the smallest run that still fails. Nothing in here judges: whether
 * a run fails is said elsewhere.
 */
@NullMarked
package lockstep.upkeep;

import org.jspecify.annotations.NullMarked;
