package lockstep.words;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.model.Target;
import lockstep.race.analysis.Remark;
import lockstep.race.job.Goal;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.race.ranking.Standing;

/** A race in words. */
public final class RaceWords {

    /** More names than these are a crowd: their number says more. */
    private static final int MOST_NAMED = 3;

    private RaceWords() {}

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

    /**
     * Who is first, by expected epochs as in the ranking: a sentence without its full stop.
     *
     * @param ranked the best first, at least one
     * @param budget the most epochs that a run could take; 0 if that is not known
     */
    public static String winner(List<Standing> ranked, List<Remark> remarks, int budget) {
        Standing best = ranked.get(0);
        if (!best.reached()) {
            return "no optimizer reached the target"
                    + (budget == 0 ? "" : " in " + Figures.whole(budget) + " " + Figures.plural(budget, "epoch"));
        }
        String cost = Figures.ert(best.summary().ertEpochs()) + " expected epochs";
        List<String> asFast = asFast(remarks);
        if (!asFast.isEmpty()) {
            return best.optimizer() + " ranks first with " + cost + ", a place that "
                    + (asFast.size() <= MOST_NAMED ? Figures.listed(asFast) : asFast.size() + " others") + " may share";
        }
        return best.optimizer() + (ranked.size() == 1 ? " gets there in " : " is fastest: ") + cost + ", "
                + starts(best.summary());
    }

    /** Where starts, compared one by one, point the other way than the order by expected epochs: a clause, or empty. */
    private static String otherWay(String first, List<Remark> remarks) {
        String faster = remarks.stream()
                .filter(remark -> remark.topic() == Remark.Topic.PAIRED_POINTS_OTHER_WAY)
                .filter(remark -> remark.optimizer().equals(first))
                .map(remark -> remark.other() + " is faster in " + Figures.percent(remark.value()) + " %")
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        return faster.isEmpty() ? "" : ", and start by start " + faster;
    }

    private static String starts(RaceSummary best) {
        return best.converged() == best.seeds()
                ? (best.seeds() == 1 ? "from its one start" : "all " + Figures.whole(best.seeds()) + " starts")
                : Figures.whole(best.converged()) + " of " + Figures.whole(best.seeds()) + " starts";
    }

    /** The interval of the median, on one line: {@code [175, 195]}. */
    public static String interval(RaceSummary summary, int budget) {
        return "[" + Figures.epochs(summary.medianLow(), budget) + ",\u00a0"
                + Figures.epochs(summary.medianHigh(), budget) + "]";
    }

    /** The optimizers that the first in the ranking cannot be told apart from. */
    public static List<String> asFast(List<Remark> remarks) {
        return remarks.stream()
                .filter(remark -> remark.topic() == Remark.Topic.FIRST_BY_LUCK)
                .map(Remark::other)
                .toList();
    }

    /** That the first place may be luck, if it may. */
    public static Optional<String> luck(List<Remark> remarks) {
        return remarks.stream()
                .filter(remark -> remark.topic() == Remark.Topic.FIRST_BY_LUCK)
                .findFirst()
                .map(first -> "That " + first.optimizer()
                        + " ranks first may be luck: by expected epochs it cannot be told apart from "
                        + Figures.listed(asFast(remarks)) + otherWay(first.optimizer(), remarks) + ".");
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
}
