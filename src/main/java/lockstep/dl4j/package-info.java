/**
 * The candidate: the same networks and optimizers on Deeplearning4j, and the table that says which of its updaters is the
 * twin of which optimizer.
 *
 * <p>The only package that knows DL4J or ND4J. No {@code INDArray} leaves it, and no loss, activation or update rule of
 * this project's enters it: what comes out is DL4J's own arithmetic, or the comparison would prove nothing.
 */
@NullMarked
package lockstep.dl4j;

import org.jspecify.annotations.NullMarked;
