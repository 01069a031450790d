/**
 * Where examples come from: the built-in problems, rows written in the config itself, files.
 *
 * <p>A new problem is one line in {@link lockstep.data.Problem#ALL}, or one file and that line where its rows take more than
 * a table: the config reader, the schema and the message that lists the known problems all read them from there.
 */
@NullMarked
package lockstep.data;

import org.jspecify.annotations.NullMarked;
