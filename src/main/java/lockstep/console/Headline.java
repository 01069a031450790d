package lockstep.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.config.RaceSettings;
import lockstep.model.Run;
import lockstep.parity.Finding;
import lockstep.parity.Parity;
import lockstep.parity.Rung;
import lockstep.session.Results;
import lockstep.words.Figures;
import lockstep.words.Sentences;

/** What a config is, and what was done with it: the first lines of what a person wants to see. */
final class Headline {

    private Headline() {}

    /** Lines no wider than {@link TextTable#WIDTH}. */
    static List<String> of(Results results) {
        Run run = results.config().anyRun();
        if (!results.config().learns()) {
            return TextTable.wrapped(
                    results.config().name() + ": " + run.network().shape() + ", "
                            + run.examples().size() + " examples; nothing learns, the outputs are compared with "
                            + results.candidate().fullName() + "'s",
                    2);
        }
        int examples = run.examples().size();
        String batch = run.batchSize() >= examples ? "all of them a batch" : "batches of " + run.batchSize();
        List<String> lines = new ArrayList<>(TextTable.wrapped(
                results.config().name() + ": " + run.network().shape() + ", " + examples
                        + " " + Figures.plural(examples, "example")
                        + run.test()
                                .map(test -> ", " + test.size() + " held out")
                                .orElse("") + ", " + batch
                        + (run.shuffle() ? " (shuffled)" : "") + ", "
                        + run.network().loss().key() + ", seed " + run.seed(),
                2));
        if (!results.parities().isEmpty()) {
            lines.addAll(TextTable.wrapped(verified(results), 2));
        }
        if (!results.tuned().isEmpty()) {
            var settings = results.tuned().get(0).settings();
            lines.addAll(TextTable.wrapped(
                    "tuned: " + results.tuned().size() + " "
                            + Figures.plural(results.tuned().size(), "optimizer")
                            + ", each at " + settings.size() + " settings from "
                            + settings.get(0).seeds() + " other starts",
                    2));
        }
        results.race().filter(race -> !race.results().isEmpty()).ifPresent(race -> {
            var job = race.results().get(0).job();
            int seeds = race.summaries().get(0).seeds();
            boolean onDl4j = results.config()
                    .race()
                    .map(settings -> settings.engine() == RaceSettings.EngineName.DL4J)
                    .orElse(false);
            lines.addAll(TextTable.wrapped(
                    "raced " + (onDl4j ? "on DL4J " : "") + "from " + seeds + " " + Figures.plural(seeds, "start")
                            + " to " + Sentences.goal(job.goal(), run.test().isPresent()) + ", in "
                            + job.goal().epochs() + " "
                            + Figures.plural(job.goal().epochs(), "epoch") + " at most",
                    2));
        });
        return lines;
    }

    /** How far the comparison went: a candidate that failed was not followed to the end. */
    private static String verified(Results results) {
        String candidate = results.candidate().fullName();
        int count = results.parities().get(0).verdict().steps();
        String steps = count + " " + Figures.plural(count, "step");
        List<Parity> failed = results.parities().stream()
                .filter(parity -> parity.verdict().findings().stream().anyMatch(Finding::failed))
                .toList();
        if (failed.isEmpty()) {
            return "verified against " + candidate + " over " + steps;
        }
        boolean atOnce = failed.stream()
                .flatMap(parity -> parity.verdict().findings().stream())
                .noneMatch(finding -> finding.failed() && finding.rung().compareTo(Rung.LOCKED) >= 0);
        String where = atOnce ? "before the first of " + steps : "on the way through " + steps;
        if (failed.size() == results.parities().size()) {
            return "compared with " + candidate + ", which failed " + where;
        }
        String labels = failed.stream().map(parity -> parity.run().label()).collect(Collectors.joining(", "));
        return "verified against " + candidate + " over " + steps + ", but for " + labels + ": there it failed "
                + (atOnce ? "before the first" : "on the way");
    }
}
