package lockstep.page.part;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A part of the page.
 *
 * @param id in the page's address
 * @param menu what it is called in the list of parts
 * @param heading the question it answers
 * @param text paragraphs
 * @param grids tables
 * @param notes what a reader of the tables has to know to understand them rightly; more than two are folded
 * @param details tables that one has to open
 * @param charts only one of several shows at a time
 * @param plane pictures to go through step by step
 * @param files where the numbers are
 */
public record Section(
        String id,
        String menu,
        String heading,
        List<String> text,
        List<Grid> grids,
        List<String> notes,
        List<Grid> details,
        List<Chart> charts,
        Optional<Plane> plane,
        List<String> files) {

    /** As many notes stand open. */
    private static final int OPEN = 2;

    public Section(
            String id,
            String menu,
            String heading,
            List<String> text,
            List<Grid> grids,
            List<Grid> details,
            List<Chart> charts,
            List<String> files) {
        this(id, menu, heading, text, grids, List.of(), details, charts, Optional.empty(), files);
    }

    public List<String> open() {
        return notes.subList(0, Math.min(OPEN, notes.size()));
    }

    public List<String> folded() {
        return notes.subList(open().size(), notes.size());
    }

    /** Without the files that are missing. */
    public Section withFiles(Predicate<String> present) {
        return new Section(
                id,
                menu,
                heading,
                text,
                grids,
                notes,
                details,
                charts,
                plane,
                files.stream().filter(present).toList());
    }
}
