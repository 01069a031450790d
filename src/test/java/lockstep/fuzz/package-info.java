@NullMarked
package lockstep.fuzz;

import org.jspecify.annotations.NullMarked;
