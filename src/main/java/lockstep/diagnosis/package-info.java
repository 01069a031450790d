/** From losses to causes: which faults of the catalogue explain them, and which a config cannot see. */
@NullMarked
package lockstep.diagnosis;

import org.jspecify.annotations.NullMarked;
