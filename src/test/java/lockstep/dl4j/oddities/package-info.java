/**
 * What Deeplearning4j 1.0.0-M2.1 does and its users would not guess: a test for each row of {@code docs/dl4j-oddities.md}. They use
 * DL4J alone, nothing of ours; one that fails with another release says that DL4J has changed.
 */
@NullMarked
package lockstep.dl4j.oddities;

import org.jspecify.annotations.NullMarked;
