/**
 * What goes wrong in hand-written back-propagation: the catalogue, a network that can have any of it, which faults a config
 * cannot see, and which faults explain a candidate's losses.
 */
@NullMarked
package lockstep.fault;

import org.jspecify.annotations.NullMarked;
