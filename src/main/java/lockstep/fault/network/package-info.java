/** A network that can have any of the catalogue's faults. */
@NullMarked
package lockstep.fault.network;

import org.jspecify.annotations.NullMarked;
