/** What goes wrong in hand-written back-propagation: the catalogue. */
@NullMarked
package lockstep.fault;

import org.jspecify.annotations.NullMarked;
