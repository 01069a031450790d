package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import lockstep.race.Race;
import lockstep.race.RaceSummary;
import lockstep.race.Remark;

/** What a reader of the table should know, in words. */
public final class RemarkText {

    private RemarkText() {}

    /** A sentence or two each. */
    public static List<String> of(Race race, List<Remark> remarks) {
        List<String> texts = new ArrayList<>();
        for (Remark remark : remarks) {
            switch (remark.topic()) {
                case MEAN_MISLEADS ->
                    texts.add(misled(race, remark, "mean over the runs that converged", RaceSummary::meanEpochs)
                            + "It forgets what the runs cost that failed: with them" + costs(race, remark));
                case MEDIAN_MISLEADS ->
                    texts.add(misled(race, remark, "median", RaceSummary::medianEpochs)
                            + "It does not look beyond the middle run: with the slow and the failed"
                            + costs(race, remark));
                case FIRST_BY_LUCK,
                        PAIRED_POINTS_OTHER_WAY,
                        FEW_STARTS,
                        ONLY_RATE_SEARCHED,
                        SEARCH_TOO_SMALL,
                        RATE_AT_EDGE -> {} // several make one text
            }
        }
        List<Remark> luck = remarks.stream()
                .filter(remark -> remark.topic() == Remark.Topic.FIRST_BY_LUCK)
                .toList();
        if (!luck.isEmpty()) {
            texts.add("That " + luck.get(0).optimizer()
                    + " ranks first may be luck: run for run it cannot be told apart from "
                    + Figures.listed(luck.stream().map(Remark::other).toList())
                    + " (sign test, corrected for the number of pairs).");
        }
        String losers = list(
                remarks,
                Remark.Topic.SEARCH_TOO_SMALL,
                remark -> remark.optimizer() + " than " + remark.other() + " (" + Figures.ert(remark.value()) + " and "
                        + Figures.ert(remark.otherValue()) + " epochs)");
        if (!losers.isEmpty()) {
            texts.add("Slower than an optimizer that it contains, because at some of its settings it is the same: "
                    + losers + ". Such a search was too small; that says nothing against the rule.");
        }
        String edges =
                list(remarks, Remark.Topic.RATE_AT_EDGE, remark -> remark.optimizer() + " (" + remark.value() + ")");
        if (!edges.isEmpty()) {
            texts.add("The best learning rate is at the edge of those that were tried, and a better one may be beyond: "
                    + edges + ".");
        }
        return texts;
    }

    private static String misled(Race race, Remark remark, String measure, ToDoubleFunction<RaceSummary> value) {
        RaceSummary about = race.summary(remark.optimizer());
        RaceSummary other = race.summary(remark.other());
        return "The " + measure + " would rank otherwise: " + about.optimizer() + " ("
                + Figures.ert(value.applyAsDouble(about)) + " epochs) before " + other.optimizer() + " ("
                + Figures.ert(value.applyAsDouble(other)) + "). ";
    }

    private static String costs(Race race, Remark remark) {
        return " it takes " + Figures.ert(race.summary(remark.optimizer()).ertEpochs()) + " and "
                + Figures.ert(race.summary(remark.other()).ertEpochs()) + " epochs to get there.";
    }

    private static String list(List<Remark> remarks, Remark.Topic topic, Function<Remark, String> words) {
        return remarks.stream()
                .filter(remark -> remark.topic() == topic)
                .map(words)
                .collect(Collectors.joining(", "));
    }
}
