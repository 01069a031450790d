/** One run of a race: trained until it is over, and what came of it. */
@NullMarked
package lockstep.race.job;

import org.jspecify.annotations.NullMarked;
