/** What is said of a candidate: the verdict, what each rung found, and how small a fault it would have seen. */
@NullMarked
package lockstep.parity.verdict;

import org.jspecify.annotations.NullMarked;
