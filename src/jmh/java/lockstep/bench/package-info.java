/** How fast Lockstep is: {@code docs/performance.md}. */
@NullMarked
package lockstep.bench;

import org.jspecify.annotations.NullMarked;
