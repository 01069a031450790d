package lockstep.race.analysis;

import java.util.List;
import lockstep.race.job.RaceResult;
import lockstep.race.ranking.Race;
import lockstep.statistics.KaplanMeier;

/**
 * The share of an optimizer's runs that have not reached the target yet, epoch by epoch. A run that diverged stays in it to
 * the end of the budget: it will never get there, and an optimizer must not look faster because such runs are left out.
 */
public record Survival(String optimizer, KaplanMeier curve) {

    /** One per optimizer, in the order of the config. */
    public static List<Survival> of(Race race) {
        return race.byOptimizer().stream()
                .map(results -> new Survival(
                        results.get(0).job().run().label(), KaplanMeier.of(times(results), converged(results))))
                .toList();
    }

    static double[] times(List<RaceResult> results) {
        return results.stream()
                .mapToDouble(result -> result.converged()
                        ? result.outcome().epochs()
                        : result.job().goal().epochs())
                .toArray();
    }

    static boolean[] converged(List<RaceResult> results) {
        boolean[] converged = new boolean[results.size()];
        for (int r = 0; r < converged.length; r++) {
            converged[r] = results.get(r).converged();
        }
        return converged;
    }
}
