@NullMarked
package lockstep.fault;

import org.jspecify.annotations.NullMarked;
