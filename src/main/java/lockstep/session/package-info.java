/** What is done with one config, in order: tune, verify, race, write. It prints nothing. */
@NullMarked
package lockstep.session;

import org.jspecify.annotations.NullMarked;
