/**
 * The textbook: a network of plain loops, bpnn.py in Java. Nothing in here knows of DL4J, and DL4J's side knows nothing of
 * it: that two such programs agree is the evidence.
 */
@NullMarked
package lockstep.scalar;

import org.jspecify.annotations.NullMarked;
