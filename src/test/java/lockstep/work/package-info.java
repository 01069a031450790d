@NullMarked
package lockstep.work;

import org.jspecify.annotations.NullMarked;
