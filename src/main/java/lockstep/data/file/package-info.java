/** Files of examples, CSV and MNIST's format: read as a stream, every mistake with its row and column. */
@NullMarked
package lockstep.data.file;

import org.jspecify.annotations.NullMarked;
