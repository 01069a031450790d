package lockstep.race.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.statistics.PerformanceProfile;

/**
 * The races of several configs together: on how many of them an optimizer is near the best, by expected running time. Only
 * optimizers that took part in all the races can be compared.
 *
 * @param optimizers labels, in the order of the first race
 * @param configs how many races
 * @param curves one per optimizer
 */
public record Profile(List<String> optimizers, int configs, List<PerformanceProfile> curves) {

    public Profile {
        optimizers = List.copyOf(optimizers);
        curves = List.copyOf(curves);
    }

    /** The profile of at least one race. */
    public static Profile of(List<Race> races) {
        Set<String> everywhere = new LinkedHashSet<>(labels(races.get(0)));
        races.forEach(race -> everywhere.retainAll(labels(race)));
        List<String> optimizers = new ArrayList<>(everywhere);
        double[][] costs = new double[races.size()][];
        for (int r = 0; r < costs.length; r++) {
            Race race = races.get(r);
            costs[r] = optimizers.stream()
                    .mapToDouble(label -> race.summary(label).ertEpochs())
                    .toArray();
        }
        return new Profile(optimizers, races.size(), optimizers.isEmpty() ? List.of() : PerformanceProfile.of(costs));
    }

    private static List<String> labels(Race race) {
        return race.summaries().stream().map(RaceSummary::optimizer).toList();
    }
}
