@NullMarked
package lockstep.fault.network;

import org.jspecify.annotations.NullMarked;
