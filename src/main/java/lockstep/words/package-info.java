/** Every sentence about a finding, a verdict, an expectation or a remark, once, for console and page. */
@NullMarked
package lockstep.words;

import org.jspecify.annotations.NullMarked;
