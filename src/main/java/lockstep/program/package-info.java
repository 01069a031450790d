/**
 * The user's own network as the candidate: a program in any language that answers lines of JSON, or a Java class on a class path
 * of the user's. Whatever it does (die, hang, talk nonsense) ends in one sentence about it.
 */
@NullMarked
package lockstep.program;

import org.jspecify.annotations.NullMarked;
