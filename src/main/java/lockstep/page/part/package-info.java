/** What a section of a page is made of: grids of cells, charts and planes, thinned to what an eye can tell apart. */
@NullMarked
package lockstep.page.part;

import org.jspecify.annotations.NullMarked;
