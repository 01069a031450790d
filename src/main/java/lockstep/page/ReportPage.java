package lockstep.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.page.part.Conclusion;
import lockstep.page.part.Section;
import lockstep.page.section.BoundarySection;
import lockstep.page.section.CurvesSection;
import lockstep.page.section.GradientsSection;
import lockstep.page.section.OutputsSection;
import lockstep.page.section.PairsSection;
import lockstep.page.section.ParitySection;
import lockstep.page.section.PublishedSection;
import lockstep.page.section.RankingSection;
import lockstep.page.section.SensitivitySection;
import lockstep.page.section.StepSection;
import lockstep.page.section.TimeSection;
import lockstep.page.section.TracesSection;
import lockstep.parity.verdict.Verdict;
import lockstep.results.LossTrace;
import lockstep.results.ResultFolder;
import lockstep.results.SavedResults;
import lockstep.results.file.UnreadableException;
import lockstep.results.file.WholeFile;

/**
 * {@code report.html}: the results of one config on one page, made from the files beside it and nothing else. The same files
 * give the same bytes.
 */
public final class ReportPage {

    private ReportPage() {}

    /**
     * Writes the page into a folder of results.
     *
     * @return the page
     * @throws UnreadableException if a file there is not what Lockstep wrote
     */
    public static Path write(Path folder) {
        Path file = folder.resolve(ResultFolder.PAGE);
        String html = Templates.render("report.jte", Map.of("page", of(new SavedResults(folder))));
        WholeFile.write(file, writer -> writer.write(html));
        return file;
    }

    /** Whether there is anything to report in a folder. */
    public static boolean isPossible(Path folder) {
        return SavedResults.areIn(folder);
    }

    static Page of(SavedResults results) {
        return new Page(
                results.name(),
                results.fact("description").orElse(""),
                Conclusion.of(results),
                facts(results),
                sections(results),
                results.config().orElse(""),
                results.files(),
                versions(results));
    }

    private static List<Section> sections(SavedResults results) {
        List<LossTrace> traces = LossTrace.all(results);
        List<Optional<Section>> race = List.of(
                CurvesSection.of(results),
                TimeSection.of(results),
                SensitivitySection.of(results),
                PairsSection.of(results));
        List<Optional<Section>> steps =
                List.of(TracesSection.of(results, traces), GradientsSection.of(results), StepSection.of(results));
        Optional<Section> ranking = RankingSection.of(results);
        Optional<Section> parity = ParitySection.of(results, traces);
        Optional<Section> boundary = BoundarySection.of(results);
        // Both answers, then what they rest on. Where the two sides disagree, that is what the page is about.
        boolean disagreement = results.rulings().stream().anyMatch(ruling -> ruling.is(Verdict.Kind.DISAGREE));
        Stream<List<Optional<Section>>> parts = disagreement
                ? Stream.of(List.of(parity, boundary), steps, List.of(ranking), race)
                : Stream.of(List.of(ranking, parity, boundary), race, steps);
        return Stream.concat(parts, Stream.of(List.of(PublishedSection.of(results), OutputsSection.of(results))))
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .map(section -> section.withFiles(results::has))
                .toList();
    }

    private static List<Page.Fact> facts(SavedResults results) {
        List<Page.Fact> facts = new ArrayList<>();
        add(facts, "network", results.fact("network"));
        add(
                facts,
                "examples",
                results.fact("examples")
                        .map(examples -> examples
                                + results.fact("examples_held_out")
                                        .map(heldOut -> ", and " + heldOut + " held out")
                                        .orElse("")));
        add(facts, "batch", results.fact("batch"));
        add(facts, "loss", results.fact("loss"));
        add(facts, "target", results.fact("race_target"));
        add(facts, "seed", results.fact("seed"));
        return facts;
    }

    private static List<Page.Fact> versions(SavedResults results) {
        List<Page.Fact> versions = new ArrayList<>();
        add(versions, "Lockstep", results.fact("lockstep"));
        add(versions, "Deeplearning4j", results.fact("dl4j"));
        return versions;
    }

    private static void add(List<Page.Fact> facts, String term, Optional<String> value) {
        value.ifPresent(text -> facts.add(new Page.Fact(term, text)));
    }
}
