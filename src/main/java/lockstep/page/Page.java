package lockstep.page;

import java.util.List;
import lockstep.page.part.Conclusion;
import lockstep.page.part.Section;

/**
 * All that the report's template shows.
 *
 * @param name the config's name
 * @param description the config's description, or empty
 * @param facts what was run, in words
 * @param config as it was run, or empty
 * @param files the CSV files beside the page
 * @param versions of Lockstep and what it is compared with
 */
record Page(
        String name,
        String description,
        Conclusion answer,
        List<Fact> facts,
        List<Section> sections,
        String config,
        List<String> files,
        List<Fact> versions) {

    record Fact(String term, String value) {}
}
