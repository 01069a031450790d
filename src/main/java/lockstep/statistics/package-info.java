/**
 * What many runs have in common: intervals, tests and curves, each a small class under its formula. It knows no networks.
 *
 * <p>Apache commons-statistics 1.2 has some of them. Its normal tail is built on {@code Math.exp}, whose last bit is the JDK's
 * choice; its sign test loses the other tail where p is small (1 win, 192 losses: half of p), and its Wilson interval takes no
 * half success and misses 0 and 1 by a rounding.
 */
@NullMarked
package lockstep.statistics;

import org.jspecify.annotations.NullMarked;
