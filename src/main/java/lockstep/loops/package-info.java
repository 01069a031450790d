/** Loops that are here for speed, with the very bits of the plain ones. */
@NullMarked
package lockstep.loops;

import org.jspecify.annotations.NullMarked;
