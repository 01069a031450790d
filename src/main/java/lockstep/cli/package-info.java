/** The command line: commands, options, exit statuses, Ctrl-C, the progress line. It computes and phrases nothing. */
@NullMarked
package lockstep.cli;

import org.jspecify.annotations.NullMarked;
