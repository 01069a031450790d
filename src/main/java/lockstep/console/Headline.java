package lockstep.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.config.RaceSettings;
import lockstep.model.Run;
import lockstep.race.job.Goal;
import lockstep.race.ranking.Race;
import lockstep.session.Results;
import lockstep.words.Figures;
import lockstep.words.Formulas;
import lockstep.words.RaceWords;
import lockstep.words.SessionWords;

/** What a config is, and what was done with it: the first lines of what a person wants to see. */
final class Headline {

    private Headline() {}

    /** A paragraph each. */
    static List<String> of(Results results) {
        Run run = results.config().anyRun();
        if (!results.config().learns()) {
            return List.of(results.config().name() + ": " + run.network().shape() + ", "
                    + run.examples().size() + " examples; nothing learns, the outputs are compared with "
                    + results.candidate().fullName() + "'s");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                results.candidate().trace().isPresent()
                        ? recorded(results.config().name(), run)
                        : config(results.config().name(), run));
        if (!results.parities().isEmpty()) {
            lines.add(SessionWords.verified(
                    results.rulings(),
                    results.candidate().fullName(),
                    results.config().anyRun().network().precision()));
        }
        if (!results.tuned().isEmpty()) {
            var settings = results.tuned().get(0).settings();
            lines.add("tuned: " + results.tuned().size() + " "
                    + Figures.plural(results.tuned().size(), "optimizer") + ", each at " + settings.size()
                    + " settings from " + settings.get(0).seeds() + " other starts");
        }
        results.race().filter(race -> !race.results().isEmpty()).ifPresent(race -> lines.add(raced(results, race)));
        return lines;
    }

    private static String config(String name, Run run) {
        int examples = run.examples().size();
        String batch = run.batchSize() >= examples ? "all of them a batch" : "batches of " + run.batchSize();
        return name + ": " + run.network().shape() + ", " + examples + " " + Figures.plural(examples, "example")
                + run.test().map(test -> ", " + test.size() + " held out").orElse("") + ", " + batch
                + (run.shuffle() ? " (shuffled)" : "") + ", "
                + run.network().loss().key() + ", "
                + Formulas.heuristics(run.network().heuristics()).stream()
                        .map(done -> done + ", ")
                        .collect(Collectors.joining())
                + "seed " + run.seed();
    }

    /** Of a trace nobody knows how many examples there are, nor which seed. */
    private static String recorded(String name, Run run) {
        return name + ": " + run.network().shape() + ", batches of " + run.batchSize() + ", "
                + run.network().loss().key();
    }

    private static String raced(Results results, Race race) {
        Goal goal = race.results().get(0).job().goal();
        int seeds = race.summaries().get(0).seeds();
        Optional<RaceSettings> settings = results.config().race();
        boolean onDl4j = settings.isPresent() && settings.get().engine() == RaceSettings.EngineName.DL4J;
        boolean heldOut = results.config().anyRun().test().isPresent();
        return "raced " + (onDl4j ? "on DL4J " : "") + "from " + seeds + " " + Figures.plural(seeds, "start") + " to "
                + RaceWords.goal(goal, heldOut) + ", in " + goal.epochs() + " "
                + Figures.plural(goal.epochs(), "epoch") + " at most";
    }
}
