/**
 * The library's front door: a few classes for who calls Lockstep from Java. They are kept: {@link lockstep.Lockstep}, {@link
 * lockstep.LockstepListener}, and what these give back. All the other packages are the program's own, and may change.
 */
@NullMarked
package lockstep;

import org.jspecify.annotations.NullMarked;
