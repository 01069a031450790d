package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.race.analysis.Remark;

/** What a reader of the ranking should know, in words. */
public final class RemarkWords {

    /** More pairs than these are a list, not a sentence. */
    private static final int MOST_PAIRS = 3;

    private RemarkWords() {}

    /** A sentence or two each; who may be first by luck is said with who is first. */
    public static List<String> of(List<Remark> remarks) {
        List<String> texts = new ArrayList<>();
        for (Remark remark : remarks) {
            switch (remark.topic()) {
                case MEAN_MISLEADS ->
                    texts.add(misled(remark, "mean over the starts that got there")
                            + " The mean forgets what failed starts cost.");
                case MEDIAN_MISLEADS ->
                    texts.add(misled(remark, "median") + " The median does not see how long the slower half took.");
                case FEW_STARTS ->
                    texts.add(Figures.whole((long) remark.value()) + " "
                            + Figures.plural(remark.value(), "start")
                            + " cannot tell any two optimizers apart: that takes at least "
                            + Figures.whole((long) remark.otherValue()) + ", and for most a hundred.");
                case FIRST_BY_LUCK,
                        PAIRED_POINTS_OTHER_WAY,
                        ONLY_RATE_SEARCHED,
                        SEARCH_TOO_SMALL,
                        RATE_AT_EDGE -> {} // several make one text
            }
        }
        otherWay(remarks).ifPresent(texts::add);
        String rates = list(remarks, Remark.Topic.ONLY_RATE_SEARCHED, Remark::optimizer);
        if (!rates.isEmpty()) {
            texts.add("Only the learning rate was searched for " + rates
                    + "; their other hyper-parameters are those of the config.");
        }
        String losers = list(
                remarks,
                Remark.Topic.SEARCH_TOO_SMALL,
                remark -> remark.optimizer() + " lost to " + remark.other() + " (" + Figures.ert(remark.value())
                        + " and " + Figures.ert(remark.otherValue()) + " expected epochs)");
        if (!losers.isEmpty()) {
            texts.add("Lost to an optimizer that it contains, because at some of its settings it is the same: " + losers
                    + ". Such a search was too small; that says nothing against the rule.");
        }
        String edges =
                list(remarks, Remark.Topic.RATE_AT_EDGE, remark -> remark.optimizer() + " (" + remark.value() + ")");
        if (!edges.isEmpty()) {
            texts.add(
                    "The best learning rate is at the edge of those that were tried, and a better one may lie beyond: "
                            + edges + ".");
        }
        return texts;
    }

    /** Pairs that rank the other way if they are compared start by start; those of the first are told with its place. */
    private static Optional<String> otherWay(List<Remark> remarks) {
        List<String> lucky = remarks.stream()
                .filter(remark -> remark.topic() == Remark.Topic.FIRST_BY_LUCK)
                .map(Remark::optimizer)
                .toList();
        List<String> pairs = remarks.stream()
                .filter(remark -> remark.topic() == Remark.Topic.PAIRED_POINTS_OTHER_WAY)
                .filter(remark -> !lucky.contains(remark.optimizer()))
                .map(remark -> remark.other() + " is faster than " + remark.optimizer() + " in "
                        + Figures.percent(remark.value()) + " %")
                .toList();
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        int more = pairs.size() - MOST_PAIRS;
        return Optional.of("Start by start, "
                + (pairs.size() == 1 ? "one pair ranks" : "some pairs rank") + " the other way: "
                + String.join(", ", pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))) + " of the starts"
                + (more > 0 ? " (" + more + " more " + Figures.plural(more, "pair") + " in remarks.csv)" : "")
                + ". The order counts what the slow and failed ones cost.");
    }

    private static String misled(Remark remark, String measure) {
        return "Two measures rank differently: " + remark.optimizer() + " has the lower " + measure + " ("
                + Figures.ert(remark.measure()) + ", " + remark.other() + " " + Figures.ert(remark.otherMeasure())
                + "), but reaching the target costs it more: " + Figures.ert(remark.value()) + " expected epochs, and "
                + remark.other() + " " + Figures.ert(remark.otherValue()) + ".";
    }

    private static String list(List<Remark> remarks, Remark.Topic topic, Function<Remark, String> words) {
        return remarks.stream()
                .filter(remark -> remark.topic() == topic)
                .map(words)
                .collect(Collectors.joining(", "));
    }
}
