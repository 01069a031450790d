/** What the runs of a race have in common: their curves, their summaries, and who is how fast, with how much of that no luck. */
@NullMarked
package lockstep.race.ranking;

import org.jspecify.annotations.NullMarked;
