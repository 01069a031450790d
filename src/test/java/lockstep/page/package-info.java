@NullMarked
package lockstep.page;

import org.jspecify.annotations.NullMarked;
