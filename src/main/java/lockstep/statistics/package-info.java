/** Intervals, tests and curves over many runs, each a small class under its formula. It knows nothing of networks. */
@NullMarked
package lockstep.statistics;

import org.jspecify.annotations.NullMarked;
