@NullMarked
package lockstep.upkeep;

import org.jspecify.annotations.NullMarked;
