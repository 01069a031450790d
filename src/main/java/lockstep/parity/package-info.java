/**
 * The judge: whether two engines are the same network, rung by rung, and where they part if they are not. It knows no engine by
 * name: any two can be compared, and the judge itself is tested with engines that follow a script.
 */
@NullMarked
package lockstep.parity;

import org.jspecify.annotations.NullMarked;
