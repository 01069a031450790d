/** What may be said of a race that is over: pairs, shares over time, profiles, and what a reader of the ranking should know. */
@NullMarked
package lockstep.race.analysis;

import org.jspecify.annotations.NullMarked;
