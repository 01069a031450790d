/** Which optimizer reaches the target first: many runs by many seeds, on all cores, and the tuning before them. */
@NullMarked
package lockstep.race;

import org.jspecify.annotations.NullMarked;
