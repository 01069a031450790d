package lockstep.race.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import lockstep.race.ranking.ErtPair;
import lockstep.race.ranking.Place;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.race.ranking.Ranking;
import lockstep.race.ranking.Tuned;
import lockstep.statistics.ErtComparison;
import org.jspecify.annotations.Nullable;

/**
 * Something that a reader of the ranking should know.
 *
 * @param optimizer the optimizer that it is about
 * @param other the one that it is compared with; the same if there is none
 * @param value the value of {@code optimizer}, as the topic says: most are epochs
 * @param otherValue the value of {@code other}
 * @param measure {@code optimizer}'s figure by the measure that misleads, in epochs; NaN where there is none
 * @param otherMeasure {@code other}'s
 */
public record Remark(
        Topic topic,
        String optimizer,
        String other,
        double value,
        double otherValue,
        double measure,
        double otherMeasure) {

    /** A remark without a measure that misleads. */
    public Remark(Topic topic, String optimizer, String other, double value, double otherValue) {
        this(topic, optimizer, other, value, otherValue, Double.NaN, Double.NaN);
    }

    /** What a remark can say. */
    public enum Topic {
        /**
         * Its mean over the runs that converged is less than the other's, but its expected running time is not: the mean
         * forgets what the failed runs cost. Of all such pairs, the one with the greatest factor between the expected running
         * times, which are the values.
         */
        MEAN_MISLEADS,
        /** The same for the median, which does not look beyond the middle run, however long the others took. */
        MEDIAN_MISLEADS,
        /**
         * It ranks first, and the other does not, but the two are not told apart ({@link ErtPair#parted}). The values are their
         * expected running times.
         */
        FIRST_BY_LUCK,
        /**
         * It has the lesser expected running time, but under the same seed the other is faster too often for luck ({@link
         * Pair#mayBeLuck}). The value is the share of seeds in which the other is faster, the other value the share in which it
         * is faster itself. It is slower as a rule, but seldom as slow as the other can be.
         */
        PAIRED_POINTS_OTHER_WAY,
        /**
         * There are too few seeds to tell any two optimizers apart. The value is their number, the other value how many it
         * takes ({@link ErtComparison#FEWEST_STARTS}). It is said about the one that ranks first.
         */
        FEW_STARTS,
        /**
         * It has other hyper-parameters, but the search tried learning rates alone. The value is how many; the other value is how
         * many hyper-parameters it has.
         */
        ONLY_RATE_SEARCHED,
        /** It lost to one that it contains ({@link Inclusion}): its search was too small. */
        SEARCH_TOO_SMALL,
        /** The best of its learning rates is the lowest (or the highest) that was tried: a better one may be beyond. */
        RATE_AT_EDGE;

        /** The name in a CSV file. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All the remarks about a race. */
    public static List<Remark> of(Race race, List<Tuned> tuned) {
        List<Remark> remarks = new ArrayList<>();
        misleading(race, Topic.MEAN_MISLEADS, RaceSummary::meanEpochs, remarks);
        misleading(race, Topic.MEDIAN_MISLEADS, RaceSummary::medianEpochs, remarks);
        List<Pair> pairs = Pair.of(race);
        firstByLuck(race, remarks);
        otherWay(pairs, remarks);
        for (Inclusion lost : Inclusion.violated(race, pairs, tuned)) {
            remarks.add(new Remark(Topic.SEARCH_TOO_SMALL, lost.whole(), lost.part(), lost.wholeErt(), lost.partErt()));
        }
        for (Tuned each : tuned) {
            int hyperParameters = each.winner().hyperParameters().size();
            if (hyperParameters > 1 && each.onlyRates()) {
                remarks.add(new Remark(
                        Topic.ONLY_RATE_SEARCHED,
                        each.optimizer(),
                        each.optimizer(),
                        each.settings().size(),
                        hyperParameters));
            }
            Sensitivity.of(each).ifPresent(sensitivity -> {
                List<Sensitivity.Rate> rates = sensitivity.rates();
                double best = sensitivity.bestRate();
                if (best == rates.get(0).learningRate()
                        || best == rates.get(rates.size() - 1).learningRate()) {
                    remarks.add(new Remark(Topic.RATE_AT_EDGE, each.optimizer(), each.optimizer(), best, best));
                }
            });
        }
        return remarks;
    }

    /** Those that may be as fast as the first; if several are first, the first in the config counts. */
    private static void firstByLuck(Race race, List<Remark> remarks) {
        Ranking ranking = race.ranking();
        Optional<Place> found = ranking.first();
        if (found.isEmpty()) {
            return;
        }
        Place first = found.get();
        for (Place other : ranking.places()) {
            if (!other.optimizer().equals(first.optimizer())
                    && !ranking.pair(first.optimizer(), other.optimizer()).parted()) {
                remarks.add(new Remark(
                        Topic.FIRST_BY_LUCK,
                        first.optimizer(),
                        other.optimizer(),
                        first.ertEpochs(),
                        other.ertEpochs()));
            }
        }
        int seeds = race.summary(first.optimizer()).seeds();
        if (ranking.places().size() > 1 && seeds < ErtComparison.FEWEST_STARTS) {
            remarks.add(new Remark(
                    Topic.FEW_STARTS, first.optimizer(), first.optimizer(), seeds, ErtComparison.FEWEST_STARTS));
        }
    }

    /** Pairs where one costs less in the long run, but the other is faster in too many starts for luck. */
    private static void otherWay(List<Pair> pairs, List<Remark> remarks) {
        for (Pair pair : pairs) {
            boolean former = pair.ert().faster().equals(pair.optimizer());
            int first = former ? pair.faster() : pair.slower();
            int second = former ? pair.slower() : pair.faster();
            if (!pair.mayBeLuck() && second > first && pair.ert().comparison().ratio() != 1.0) {
                double seeds = pair.seeds();
                remarks.add(new Remark(
                        Topic.PAIRED_POINTS_OTHER_WAY,
                        pair.ert().faster(),
                        pair.ert().slower(),
                        second / seeds,
                        first / seeds));
            }
        }
    }

    /** The pair that a measure ranks most wrongly, if there is one. */
    private static void misleading(
            Race race, Topic topic, ToDoubleFunction<RaceSummary> measure, List<Remark> remarks) {
        List<RaceSummary> converged = race.summaries().stream()
                .filter(summary -> summary.converged() > 0)
                .toList();
        @Nullable Remark worst = null;
        for (RaceSummary a : converged) {
            for (RaceSummary b : converged) {
                boolean misled = measure.applyAsDouble(a) < measure.applyAsDouble(b) && a.ertEpochs() > b.ertEpochs();
                if (misled && (worst == null || a.ertEpochs() * worst.otherValue() > worst.value() * b.ertEpochs())) {
                    worst = new Remark(
                            topic,
                            a.optimizer(),
                            b.optimizer(),
                            a.ertEpochs(),
                            b.ertEpochs(),
                            measure.applyAsDouble(a),
                            measure.applyAsDouble(b));
                }
            }
        }
        if (worst != null) {
            remarks.add(worst);
        }
    }
}
