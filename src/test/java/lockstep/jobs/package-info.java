@NullMarked
package lockstep.jobs;

import org.jspecify.annotations.NullMarked;
