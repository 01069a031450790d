/** What a config asks for, validated and immutable: records, and the space of settings that a race may search. */
@NullMarked
package lockstep.config;

import org.jspecify.annotations.NullMarked;
