/** Which optimizer reaches the target first, over many seeds, and what may be said of it; the tuning before it. */
@NullMarked
package lockstep.race;

import org.jspecify.annotations.NullMarked;
