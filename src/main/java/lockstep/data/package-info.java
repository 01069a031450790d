/** What a config's data is: where its examples come from, which are held out, and how their columns are standardized. */
@NullMarked
package lockstep.data;

import org.jspecify.annotations.NullMarked;
