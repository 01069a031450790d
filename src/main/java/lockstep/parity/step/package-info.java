/** One step of both sides: judged, shadowed, its gradient measured, and written out number by number. */
@NullMarked
package lockstep.parity.step;

import org.jspecify.annotations.NullMarked;
