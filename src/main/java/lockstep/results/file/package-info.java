/**
 * A file of results, whole or not at all: written beside its place and moved there, and its rows of numbers, as {@link
 * lockstep.results} has them, read back.
 */
@NullMarked
package lockstep.results.file;

import org.jspecify.annotations.NullMarked;
