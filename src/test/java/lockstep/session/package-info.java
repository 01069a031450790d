@NullMarked
package lockstep.session;

import org.jspecify.annotations.NullMarked;
