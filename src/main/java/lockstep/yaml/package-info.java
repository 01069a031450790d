/** The kit that reads, checks, documents and writes keys; it knows nothing of networks. */
@NullMarked
package lockstep.yaml;

import org.jspecify.annotations.NullMarked;
