/**
 * The built-in problems.
 *
 * <p>A new one is one line in {@link lockstep.data.problem.Problem#ALL}, or one file and that line where its rows take more than
 * a table: the config reader, the schema and the message that lists the known problems all read them from there.
 */
@NullMarked
package lockstep.data.problem;

import org.jspecify.annotations.NullMarked;
