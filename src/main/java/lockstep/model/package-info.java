/**
 * The words that both sides share: what a network is, where its weights start, which examples it sees in which order.
 *
 * <p>No formula is in here. A loss, an activation or an update computed by shared code would make both sides wrong together.
 */
@NullMarked
package lockstep.model;

import org.jspecify.annotations.NullMarked;
