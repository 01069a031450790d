@NullMarked
package lockstep.report;

import org.jspecify.annotations.NullMarked;
