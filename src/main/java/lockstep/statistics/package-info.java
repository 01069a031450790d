/** What many runs have in common: intervals, tests and curves, each a small class under its formula. It knows no networks. */
@NullMarked
package lockstep.statistics;

import org.jspecify.annotations.NullMarked;
