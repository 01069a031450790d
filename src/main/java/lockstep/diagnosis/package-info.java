/** From losses to causes: which faults of the catalogue explain losses, and which faults a config cannot see. */
@NullMarked
package lockstep.diagnosis;

import org.jspecify.annotations.NullMarked;
