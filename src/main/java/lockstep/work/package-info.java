/** What long work stands on: one pool of workers, one progress, one way to be interrupted. */
@NullMarked
package lockstep.work;

import org.jspecify.annotations.NullMarked;
