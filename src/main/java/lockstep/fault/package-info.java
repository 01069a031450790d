/** What goes wrong in hand-written back-propagation: the catalogue, and a network and rules that can have any of its faults. */
@NullMarked
package lockstep.fault;

import org.jspecify.annotations.NullMarked;
