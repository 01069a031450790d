@NullMarked
package lockstep.fuzzed;

import org.jspecify.annotations.NullMarked;
