/** The program: its commands read arguments, wire the parts together, print and choose an exit status. They compute nothing. */
@NullMarked
package lockstep;

import org.jspecify.annotations.NullMarked;
