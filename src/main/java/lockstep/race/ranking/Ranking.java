package lockstep.race.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lockstep.race.job.RaceResult;
import lockstep.statistics.BootstrapInterval;
import lockstep.statistics.ErtBootstrap;
import lockstep.statistics.ErtComparison;
import lockstep.statistics.Holm;
import lockstep.statistics.StartCosts;

/**
 * The order of a race's optimizers by expected running time, and how much of it is not luck. Two of them are told apart where
 *
 * <ul>
 *   <li>their {@link ErtComparison} is significant after {@link Holm}'s correction over all the pairs. So one race in twenty
 *       tells apart a pair that is equal, and in all the others every range of places is right;
 *   <li>or one of them is the first of the race, and its comparison with each of the others is significant without a
 *       correction. No correction is needed, because every one of them has to be significant: the best of several equals is no
 *       more likely to beat even the second best of them than one of two equals is to beat the other.
 * </ul>
 *
 * <p>Sources: Mohamad, Goeman and van Zwet, "Simultaneous confidence intervals for ranks" (2018); Gutmann and Maymin, "Is the
 * selected population the best?" (1987); Hung and Fithian, "Rank verification for exponential families" (2019).
 *
 * @param places one per optimizer, in the order of the config
 * @param pairs every two optimizers, each pair once, in the order of the config
 */
public record Ranking(List<Place> places, List<ErtPair> pairs) {

    public Ranking {
        places = List.copyOf(places);
        pairs = List.copyOf(pairs);
    }

    /** @param optimizers the results of each, all with the same number of seeds */
    static Ranking of(List<List<RaceResult>> optimizers) {
        return of(
                optimizers.stream()
                        .map(results -> results.get(0).job().run().label())
                        .toList(),
                optimizers.stream().map(Ranking::costs).toList());
    }

    static Ranking of(List<String> labels, List<StartCosts> costs) {
        ErtBootstrap bootstrap = ErtBootstrap.of(costs);
        List<ErtPair> pairs = pairs(labels, costs, ErtComparison.ofAll(costs, bootstrap));
        List<Place> places = new ArrayList<>();
        for (int o = 0; o < labels.size(); o++) {
            String label = labels.get(o);
            int faster = 0;
            int slower = 0;
            for (ErtPair pair : pairs) {
                if (pair.parted() && pair.slower().equals(label)) {
                    faster++;
                } else if (pair.parted() && pair.faster().equals(label)) {
                    slower++;
                }
            }
            BootstrapInterval interval = bootstrap.interval(o);
            double ert = costs.get(o).ert();
            places.add(new Place(label, ert, interval.low(), interval.high(), 1 + faster, labels.size() - slower));
        }
        return new Ranking(places, pairs);
    }

    private static List<ErtPair> pairs(List<String> labels, List<StartCosts> costs, List<ErtComparison> comparisons) {
        double[] p = comparisons.stream().mapToDouble(ErtComparison::p).toArray();
        double[] holm = Holm.adjusted(p);
        int first = first(costs);
        boolean alone = true;
        for (int a = 0, c = 0; a < labels.size(); a++) {
            for (int b = a + 1; b < labels.size(); b++, c++) {
                alone &= (a != first && b != first) || p[c] < ErtComparison.SIGNIFICANT;
            }
        }
        List<ErtPair> pairs = new ArrayList<>();
        for (int a = 0, c = 0; a < labels.size(); a++) {
            for (int b = a + 1; b < labels.size(); b++, c++) {
                boolean parted = holm[c] < ErtComparison.SIGNIFICANT || (alone && (a == first || b == first));
                pairs.add(new ErtPair(labels.get(a), labels.get(b), comparisons.get(c), holm[c], parted));
            }
        }
        return pairs;
    }

    private static StartCosts costs(List<RaceResult> results) {
        double[] epochs = new double[results.size()];
        double[] reached = new double[results.size()];
        for (int s = 0; s < epochs.length; s++) {
            RaceResult result = results.get(s);
            epochs[s] = result.outcome().epochs();
            reached[s] = result.converged() ? 1.0 : 0.0;
        }
        return new StartCosts(epochs, reached);
    }

    private static int first(List<StartCosts> costs) {
        int first = 0;
        for (int o = 1; o < costs.size(); o++) {
            first = costs.get(o).ert() < costs.get(first).ert() ? o : first;
        }
        return first;
    }

    /** The places in their order: the least expected running time first, equals in the order of the config. */
    public List<Place> inOrder() {
        return places.stream()
                .sorted(Comparator.comparingDouble(Place::ertEpochs))
                .toList();
    }

    /**
     * The optimizer with the least expected running time, the first in the config if several are equal; empty if no run
     * converged. It is the fastest, without a hedge, if its place is not {@link Place#shared}.
     */
    public Optional<Place> first() {
        return inOrder().stream().findFirst().filter(place -> Double.isFinite(place.ertEpochs()));
    }

    /** The place of an optimizer of this race. */
    public Place place(String optimizer) {
        return places.stream()
                .filter(place -> place.optimizer().equals(optimizer))
                .findFirst()
                .orElseThrow();
    }

    /** Two different optimizers of this race, in the order of the config. */
    public ErtPair pair(String a, String b) {
        return pairs.stream().filter(pair -> pair.isOf(a, b)).findFirst().orElseThrow();
    }
}
