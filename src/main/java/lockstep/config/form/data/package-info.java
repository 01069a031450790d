/** The keys of a config's data. */
@NullMarked
package lockstep.config.form.data;

import org.jspecify.annotations.NullMarked;
