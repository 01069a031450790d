/** Tests of DL4J's side, most of them against the scalar network. */
@NullMarked
package lockstep.dl4j;

import org.jspecify.annotations.NullMarked;
