package lockstep.race.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lockstep.race.ranking.SettingResult;
import lockstep.race.ranking.Tuned;

/**
 * How well an optimizer's learning rate has to be chosen. Where other hyper-parameters were searched too, each rate counts with
 * its best setting.
 *
 * @param rates every rate that was tried, ascending
 * @param bestRate the rate with the least expected running time
 * @param low the lowest rate such that every rate tried from it up to the best needs at most {@link #FACTOR} times as long
 * @param high the highest rate such that every rate tried from the best up to it does
 */
public record Sensitivity(String optimizer, List<Rate> rates, double bestRate, double low, double high) {

    /** A setting within this factor of the best is good enough. */
    public static final double FACTOR = 2.0;

    public Sensitivity {
        rates = List.copyOf(rates);
    }

    /**
     * A learning rate.
     *
     * @param ertEpochs of the best setting that has it
     * @param ratio of that to the least of all; NaN if no rate ever reached the target; where the least is 0, 1 or infinite
     * @param divergedShare the share of the same setting's runs that diverged
     */
    public record Rate(double learningRate, double ertEpochs, double ratio, double divergedShare) {}

    /** Empty if only one learning rate was tried. */
    public static Optional<Sensitivity> of(Tuned tuned) {
        TreeMap<Double, SettingResult> bestAt = new TreeMap<>();
        for (SettingResult setting : tuned.settings()) {
            bestAt.merge(
                    setting.run().learningRate(),
                    setting,
                    (a, b) -> SettingResult.BEST_FIRST.compare(b, a) < 0 ? b : a);
        }
        if (bestAt.size() < 2) {
            return Optional.empty();
        }
        double bestRate = tuned.winner().learningRate();
        double least = tuned.settings().get(tuned.best()).ertEpochs();
        List<Rate> rates = bestAt.values().stream()
                .map(setting -> new Rate(
                        setting.run().learningRate(),
                        setting.ertEpochs(),
                        ratio(setting.ertEpochs(), least),
                        (double) setting.diverged() / setting.seeds()))
                .toList();
        return Optional.of(new Sensitivity(
                tuned.optimizer(),
                rates,
                bestRate,
                edge(bestAt.headMap(bestRate, true).descendingMap(), least, bestRate),
                edge(bestAt.tailMap(bestRate, true), least, bestRate)));
    }

    private static double ratio(double ert, double least) {
        if (Double.isInfinite(least)) {
            return Double.NaN;
        }
        return ert == least ? 1.0 : ert / least; // all runs may have been there before they began: 0
    }

    /** The last of the rates, in their order, before the first that needs too long. */
    private static double edge(Map<Double, SettingResult> fromBest, double least, double bestRate) {
        double edge = bestRate;
        for (Map.Entry<Double, SettingResult> rate : fromBest.entrySet()) {
            if (!(rate.getValue().ertEpochs() <= FACTOR * least)) {
                return edge;
            }
            edge = rate.getKey();
        }
        return edge;
    }

    /** Whether half of the runs at this rate, or more, end in numbers that are not finite. */
    public static boolean diverges(Rate rate) {
        return rate.divergedShare() >= 0.5;
    }
}
