/**
 * The library's front door. There is nothing behind it yet: the program is {@link lockstep.cli.Main}, and what it does with a
 * config, without printing, is {@link lockstep.session}.
 */
@NullMarked
package lockstep;

import org.jspecify.annotations.NullMarked;
