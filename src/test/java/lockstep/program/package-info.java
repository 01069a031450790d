@NullMarked
package lockstep.program;

import org.jspecify.annotations.NullMarked;
