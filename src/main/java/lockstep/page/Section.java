package lockstep.page;

import java.util.List;
import java.util.function.Predicate;

/**
 * A part of the page.
 *
 * @param id in the page's address
 * @param menu what it is called in the list of parts
 * @param heading the question it answers
 * @param text paragraphs
 * @param grids tables
 * @param details tables that one has to open
 * @param charts only one of several shows at a time
 * @param files where the numbers are
 */
public record Section(
        String id,
        String menu,
        String heading,
        List<String> text,
        List<Grid> grids,
        List<Grid> details,
        List<Chart> charts,
        List<String> files) {

    /** Without the files that are missing. */
    public Section withFiles(Predicate<String> present) {
        return new Section(
                id,
                menu,
                heading,
                text,
                grids,
                details,
                charts,
                files.stream().filter(present).toList());
    }
}
