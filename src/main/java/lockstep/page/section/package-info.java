/** The sections of a config's page, each from its CSV files. */
@NullMarked
package lockstep.page.section;

import org.jspecify.annotations.NullMarked;
