/** Functions whose bits depend on no JDK. */
@NullMarked
package lockstep.scalar.math;

import org.jspecify.annotations.NullMarked;
