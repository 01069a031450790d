/** Races on Apache Spark: jobs by their numbers to its executors, lines of the journal back. */
@NullMarked
package lockstep.spark;

import org.jspecify.annotations.NullMarked;
