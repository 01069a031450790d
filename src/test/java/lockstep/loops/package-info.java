@NullMarked
package lockstep.loops;

import org.jspecify.annotations.NullMarked;
