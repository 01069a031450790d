/** The optimizers' rules with their faults. */
@NullMarked
package lockstep.fault.rule;

import org.jspecify.annotations.NullMarked;
