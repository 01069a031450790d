package lockstep.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.model.Target;
import lockstep.parity.Finding;
import lockstep.parity.Outputs;
import lockstep.parity.Parity;
import lockstep.parity.Rung;
import lockstep.parity.Verdict;
import lockstep.race.Goal;
import lockstep.race.Race;
import lockstep.results.ResultFolder;
import lockstep.session.Results;

/** Findings in words. Both values stand there with all their digits: often only the last ones differ. */
public final class Sentences {

    private Sentences() {}

    /**
     * What was found on one optimizer, and where; the last words of a program that failed in lines of their own.
     *
     * @param candidate its name in a sentence
     */
    public static String verdict(Parity parity, String candidate) {
        Verdict verdict = parity.verdict();
        Finding finding = verdict.decisive();
        String label = parity.run().label();
        return switch (verdict.kind()) {
            case AGREE ->
                label + " agrees: at most " + Figures.share(finding.share()) + " of the tolerance is used, at "
                        + place(finding) + ".";
            case DISAGREE ->
                finding.failed()
                        ? label + " disagrees at " + place(finding) + ": " + finding.note()
                        : label + " disagrees at " + place(finding) + ": " + both(finding, candidate) + ", "
                                + apart(finding) + note(finding) + "." + inTheNetwork(verdict, candidate);
            case CHAOTIC ->
                label + " is chaotic: each step agrees if taken from the same weights"
                        + (verdict.at(Rung.LOCKED).note().isEmpty() ? " (" : ", as far as it could be judged (")
                        + Figures.share(verdict.at(Rung.LOCKED).share())
                        + " of the tolerance used), but run freely the losses part"
                        + " at step " + finding.step() + " (" + finding.scalar() + " and " + candidate + "'s "
                        + finding.candidate()
                        + "). So do scalar networks among themselves when their weights are moved by one unit in the last"
                        + " place: rounding is all that it takes.";
        };
    }

    /** Where a wrong rule is first seen in the network itself, with its layer and weight; the rung of the rule has neither. */
    private static String inTheNetwork(Verdict verdict, String candidate) {
        Finding locked = verdict.at(Rung.LOCKED);
        boolean shows = verdict.decisive().rung() == Rung.RULE && !locked.holds() && !locked.failed();
        return shows ? " In the network that is seen at " + place(locked) + ": " + both(locked, candidate) + "." : "";
    }

    private static String both(Finding finding, String candidate) {
        return "the scalar network has " + finding.scalar() + ", " + candidate + " " + finding.candidate();
    }

    /** How networks that nothing trains answer; it begins with a small letter. */
    public static String untrained(Results results, Outputs outputs) {
        int examples = outputs.examples().size();
        String targets = outputs.right() == examples
                ? "every output is that of its target"
                : (examples - outputs.right()) + " of " + examples + " answers are wrong (farther than " + Outputs.NEAR
                        + " from the target)";
        String candidate = results.candidate().name();
        if (!outputs.failure().isEmpty()) {
            return "of the scalar network, " + targets + "; of " + candidate + " there are no outputs: "
                    + outputs.failure();
        }
        if (outputs.candidate().isEmpty()) {
            return targets + "; " + candidate + " does not tell its own.";
        }
        double share = outputs.share(results.config().verify().tolerance());
        return targets
                + (share > 1.0
                        ? ", but " + candidate + " has others (" + Figures.share(share) + " of the tolerance)."
                        : ", and " + candidate + " has the same.");
    }

    /**
     * What the runs had to reach.
     *
     * @param heldOut whether examples are held out, so that those that are learned from are not all
     */
    public static String goal(Goal goal, boolean heldOut) {
        Target target = goal.first();
        String examples = heldOut ? "the examples learned from" : "all examples";
        String first = switch (target.measure()) {
            case LOSS -> "a loss of " + target.value() + " on " + examples;
            case OUTPUTS ->
                "every output within " + target.value() + " of its target" + (heldOut ? " on " + examples : "");
            case TEST_LOSS -> "a loss of " + target.value() + " on the examples held out";
            case ACCURACY ->
                Figures.percent(target.value()) + " % of " + (heldOut ? examples : "the examples")
                        + " classified right";
        };
        int more = goal.targets().size() - 1;
        return first
                + (more == 0 ? "" : " (and " + more + " more " + Figures.plural(more, "target") + ")")
                + (goal.hold() == 1 ? "" : ", held for " + goal.hold() + " epochs");
    }

    /** What an agreement does not cover, and why; one sentence for all the optimizers that it holds for. */
    public static List<String> notJudged(List<Parity> parities) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (Parity parity : parities) {
            Verdict verdict = parity.verdict();
            if (verdict.kind() == Verdict.Kind.DISAGREE) {
                continue;
            }
            for (Finding finding : verdict.findings()) {
                // Steps that were locked in full have judged the rule too.
                boolean elsewhere = finding.rung() == Rung.RULE
                        && !finding.judged()
                        && verdict.at(Rung.LOCKED).note().isEmpty();
                if (!finding.note().isEmpty() && !elsewhere) {
                    labels.computeIfAbsent(
                                    "rung " + finding.rung().key() + ": " + finding.note(), note -> new ArrayList<>())
                            .add(parity.run().label());
                }
            }
        }
        return labels.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + ", " + entry.getKey() + ".")
                .toList();
    }

    /** Where a verdict is on one of the settings that a race would search: on which, one sentence for each. */
    public static List<String> picked(Results results) {
        return results.parities().stream()
                .map(Parity::run)
                .filter(run -> results.config().search(run.label()).isSearched())
                .map(run -> run.label() + " is verified at one of the settings that its race would try, with "
                        + run.hyperParameters().entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .collect(Collectors.joining(", "))
                        + ".")
                .toList();
    }

    /** What the runs make of the examples held out, if any were and they are of classes. */
    public static Optional<String> heldOut(Race race) {
        String accuracies = race.summaries().stream()
                .filter(summary -> !Double.isNaN(summary.accuracy()))
                .map(summary -> summary.optimizer() + " " + Figures.percent(summary.accuracy()) + " %")
                .collect(Collectors.joining(", "));
        return accuracies.isEmpty()
                ? Optional.empty()
                : Optional.of("Right on the examples held out, in the median at the end of a run: " + accuracies + ".");
    }

    /** What was kept. */
    public static String interrupted(Results results, ResultFolder folder, int configsLeft) {
        int optimizers = results.config().runs().size();
        int raced = results.race().map(race -> race.summaries().size()).orElse(0);
        List<String> kept = new ArrayList<>();
        if (folder.has("verdicts.csv")) {
            kept.add(results.parities().size() + " of " + optimizers + " verdicts");
        }
        if (folder.has("summary.csv")) {
            kept.add("the races of " + raced + " of " + optimizers + " optimizers");
        }
        return "lockstep: interrupted; of " + results.config().name() + ", "
                + (kept.isEmpty() ? "nothing was" : String.join(" and ", kept) + " were") + " finished and kept"
                + (folder.hasJournal()
                        ? "; each run of its race that was finished is kept too: started again, it goes on from there"
                        : "")
                + (configsLeft == 0 ? "" : "; configs not begun: " + configsLeft);
    }

    private static String place(Finding finding) {
        return "rung " + finding.rung().key() + (finding.step() < 0 ? "" : ", step " + finding.step())
                + (finding.layer() == 0 ? "" : ", layer " + finding.layer())
                + (finding.failed() || !finding.judged() ? "" : ", " + finding.quantity());
    }

    private static String apart(Finding finding) {
        return Double.isFinite(finding.share())
                ? Figures.share(finding.share()) + " of what rounding may do"
                : "beyond any tolerance";
    }

    private static String note(Finding finding) {
        return finding.note().isEmpty() ? "" : "; " + finding.note();
    }
}
