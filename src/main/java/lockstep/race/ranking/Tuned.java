package lockstep.race.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lockstep.model.Run;
import lockstep.statistics.BestOf;
import lockstep.statistics.Sample;

/**
 * An optimizer that was tuned.
 *
 * @param settings the result of each, in the order in which they were tried
 * @param best which of them, counted from 0, is raced
 */
public record Tuned(String optimizer, List<SettingResult> settings, int best) {

    public Tuned {
        settings = List.copyOf(settings);
    }

    public static Tuned of(String optimizer, List<SettingResult> settings) {
        int best = 0;
        for (int s = 1; s < settings.size(); s++) {
            if (SettingResult.BEST_FIRST.compare(settings.get(s), settings.get(best)) < 0) {
                best = s;
            }
        }
        return new Tuned(optimizer, settings, best);
    }

    /** The setting that is raced. */
    public Run winner() {
        return settings.get(best).run();
    }

    /** Whether there are several settings, which differ only in the learning rate. */
    public boolean onlyRates() {
        return settings.size() > 1
                && settings.stream()
                                .map(setting -> {
                                    Map<String, Double> others =
                                            new TreeMap<>(setting.run().hyperParameters());
                                    others.remove("learning_rate");
                                    return others;
                                })
                                .distinct()
                                .count()
                        == 1;
    }

    /**
     * What a smaller budget would have bought: quartiles of the expected running time of the best of this many settings ({@link
     * BestOf}).
     */
    public record Budget(int settings, double q25, double median, double q75) {}

    /** One for each number of settings, from 1 to all. */
    public List<Budget> budgets() {
        Sample costs = Sample.of(
                settings.stream().mapToDouble(SettingResult::ertEpochs).toArray());
        List<Budget> budgets = new ArrayList<>();
        for (int k = 1; k <= settings.size(); k++) {
            budgets.add(new Budget(
                    k,
                    BestOf.quantile(costs, k, 0.25),
                    BestOf.quantile(costs, k, 0.5),
                    BestOf.quantile(costs, k, 0.75)));
        }
        return budgets;
    }
}
