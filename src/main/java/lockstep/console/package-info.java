/** What a terminal shows: tables of 80 columns, and the sentences of {@link lockstep.words} between them. */
@NullMarked
package lockstep.console;

import org.jspecify.annotations.NullMarked;
