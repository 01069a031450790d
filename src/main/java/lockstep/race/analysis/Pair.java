package lockstep.race.analysis;

import java.util.ArrayList;
import java.util.List;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.ErtPair;
import lockstep.race.ranking.Race;
import lockstep.statistics.Holm;
import lockstep.statistics.LogRank;
import lockstep.statistics.MannWhitney;
import lockstep.statistics.MedianInterval;
import lockstep.statistics.Sample;
import lockstep.statistics.SignTest;
import lockstep.statistics.WilsonInterval;

/**
 * Two optimizers, seed by seed: they start from the same weights. One that reached the target was faster than one that did not;
 * two that did not are tied.
 *
 * @param faster how many seeds {@code optimizer} was faster with; {@code slower} and {@code ties} count the others
 * @param probability that {@code optimizer} is the faster, a tie counting half: {@code (faster + ties / 2) / seeds}, with the
 *     ends of its 95 % Wilson interval
 * @param medianRatio of the epochs of {@code optimizer} to those of {@code other} under the same seed, over the seeds with
 *     which at least one of them got there: 0 if only the first did, infinite if only the second; NaN without such a seed.
 *     Its interval is the {@link MedianInterval}
 * @param signP of the {@link SignTest}, by which the pair is judged: it uses the pairing and assumes nothing else
 * @param holmP the same, corrected by {@link Holm} over all the pairs of the race
 * @param mannWhitney as if the seeds had differed; so is {@code logRank}
 * @param ert the comparison by expected running time, which decides the ranking
 */
public record Pair(
        String optimizer,
        String other,
        int seeds,
        int faster,
        int slower,
        int ties,
        double probability,
        double probabilityLow,
        double probabilityHigh,
        double medianRatio,
        double ratioLow,
        double ratioHigh,
        double signP,
        double holmP,
        MannWhitney mannWhitney,
        LogRank logRank,
        ErtPair ert) {

    /** The usual limit of {@link #holmP}: of twenty races without any difference, one shows a value below it. */
    private static final double SIGNIFICANT = 0.05;

    /** Whether the difference between the two may be luck. */
    public boolean mayBeLuck() {
        return mayBeLuck(holmP);
    }

    /** The same for a {@link #holmP}. */
    public static boolean mayBeLuck(double holmP) {
        return holmP >= SIGNIFICANT;
    }

    /** Every two of a race's optimizers, each pair once, in the order of the config. */
    public static List<Pair> of(Race race) {
        List<List<RaceResult>> optimizers = race.byOptimizer();
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < optimizers.size(); a++) {
            for (int b = a + 1; b < optimizers.size(); b++) {
                ErtPair ert = race.ranking().pairs().get(pairs.size());
                pairs.add(of(optimizers.get(a), optimizers.get(b), ert));
            }
        }
        double[] corrected =
                Holm.adjusted(pairs.stream().mapToDouble(Pair::signP).toArray());
        for (int p = 0; p < corrected.length; p++) {
            pairs.set(p, pairs.get(p).withHolm(corrected[p]));
        }
        return pairs;
    }

    private static Pair of(List<RaceResult> first, List<RaceResult> second, ErtPair ert) {
        double[] a = first.stream().mapToDouble(RaceResult::epochsToTarget).toArray();
        double[] b = second.stream().mapToDouble(RaceResult::epochsToTarget).toArray();
        int faster = 0;
        int slower = 0;
        List<Double> ratios = new ArrayList<>();
        for (int s = 0; s < a.length; s++) {
            faster += a[s] < b[s] ? 1 : 0;
            slower += a[s] > b[s] ? 1 : 0;
            if (Double.isFinite(a[s]) || Double.isFinite(b[s])) {
                ratios.add(a[s] == b[s] ? 1.0 : a[s] / b[s]); // both may have been there before they began: 0
            }
        }
        int ties = a.length - faster - slower;
        double wins = faster + 0.5 * ties;
        WilsonInterval probability = WilsonInterval.of(wins, a.length);
        Sample sample =
                Sample.of(ratios.stream().mapToDouble(Double::doubleValue).toArray());
        boolean none = ratios.isEmpty();
        MedianInterval ratio = none ? new MedianInterval(0.0, Double.POSITIVE_INFINITY) : MedianInterval.of(sample);
        double p = SignTest.of(faster, slower).p();
        return new Pair(
                first.get(0).job().run().label(),
                second.get(0).job().run().label(),
                a.length,
                faster,
                slower,
                ties,
                wins / a.length,
                probability.low(),
                probability.high(),
                none ? Double.NaN : sample.median(),
                Math.max(0.0, ratio.low()),
                ratio.high(),
                p,
                p,
                MannWhitney.of(a, b),
                LogRank.of(
                        Survival.times(first),
                        Survival.converged(first),
                        Survival.times(second),
                        Survival.converged(second)),
                ert);
    }

    private Pair withHolm(double corrected) {
        return new Pair(
                optimizer,
                other,
                seeds,
                faster,
                slower,
                ties,
                probability,
                probabilityLow,
                probabilityHigh,
                medianRatio,
                ratioLow,
                ratioHigh,
                signP,
                corrected,
                mannWhitney,
                logRank,
                ert);
    }
}
