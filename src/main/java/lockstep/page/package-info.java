/** The HTML page and its charts, from the CSV files alone. */
@NullMarked
package lockstep.page;

import org.jspecify.annotations.NullMarked;
