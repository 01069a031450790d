/** What commands have in common: options, exit statuses, and what a screen shows of long work. */
@NullMarked
package lockstep.cli.option;

import org.jspecify.annotations.NullMarked;
