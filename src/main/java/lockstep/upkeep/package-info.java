/**
 * For maintainers: random runs of everything that a config can ask for, the smallest run that still fails, and the table of all
 * that is verified.
 */
@NullMarked
package lockstep.upkeep;

import org.jspecify.annotations.NullMarked;
