/**
 * One record per optimizer: its hyper-parameters are the components, its rule is a plain loop over {@code double[]}.
 *
 * <p>Every rule follows DL4J's convention where DL4J has one, down to the order of the operations; each Javadoc says what
 * the paper or other libraries have instead.
 */
@NullMarked
package lockstep.optim;

import org.jspecify.annotations.NullMarked;
