/** The jobs of a config, what a worker needs to do them, and how it does: no DL4J, no command line and no file. */
@NullMarked
package lockstep.jobs;

import org.jspecify.annotations.NullMarked;
