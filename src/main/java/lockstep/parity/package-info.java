/**
 * Drives engines and judges them. It knows no engine by name: any two can be compared, and the judge itself is tested with
 * engines that follow a script.
 */
@NullMarked
package lockstep.parity;

import org.jspecify.annotations.NullMarked;
