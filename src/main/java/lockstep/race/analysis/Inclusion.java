package lockstep.race.analysis;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.race.ranking.Race;
import lockstep.race.ranking.RaceSummary;
import lockstep.race.ranking.Tuned;

/**
 * An optimizer that lost to one that it contains: with some values of its hyper-parameters it is the other. That says that its
 * search was too small, and nothing about its rule. Momentum is plain descent with momentum 0; Adam turns into momentum when
 * its epsilon grows large beside the gradient.
 *
 * <p>Source: Choi et al., "On empirical comparisons of optimizers for deep learning" (2019), section 3.
 *
 * @param whole the label of the one that contains the other, {@code part}
 */
public record Inclusion(String whole, double wholeErt, String part, double partErt) {

    /** For every kind, the kinds that it turns into at some of its settings. */
    static final Map<String, Set<String>> CONTAINED = Map.ofEntries(
            entry("sgd", Set.of()),
            entry("bpnn_momentum", Set.of("sgd")),
            entry("momentum", Set.of("sgd")),
            entry("nesterov", Set.of("sgd")),
            entry("quickprop", Set.of()),
            entry("rprop", Set.of()),
            entry("adagrad", Set.of()),
            entry("rmsprop", Set.of("sgd")),
            entry("adadelta", Set.of()),
            entry("adam", Set.of("sgd", "momentum")),
            entry("adamax", Set.of()),
            entry("nadam", Set.of("sgd", "nesterov")),
            entry("amsgrad", Set.of("sgd", "momentum")),
            entry("adabelief", Set.of("sgd", "momentum")));

    /**
     * Those that a race contradicts, among optimizers that were tuned.
     *
     * @param pairs the race's
     */
    public static List<Inclusion> violated(Race race, List<Pair> pairs, List<Tuned> tuned) {
        Set<String> searched = new HashSet<>();
        tuned.forEach(each -> searched.add(each.optimizer()));
        List<Inclusion> violated = new ArrayList<>();
        if (searched.size() < 2) {
            return violated;
        }
        for (Pair pair : pairs) {
            if (!pair.mayBeLuck() && searched.contains(pair.optimizer()) && searched.contains(pair.other())) {
                RaceSummary a = race.summary(pair.optimizer());
                RaceSummary b = race.summary(pair.other());
                RaceSummary slow = pair.faster() < pair.slower() ? a : b;
                RaceSummary fast = pair.faster() < pair.slower() ? b : a;
                String whole = race.kind(slow.optimizer());
                String part = race.kind(fast.optimizer());
                if (CONTAINED.getOrDefault(whole, Set.of()).contains(part) && slow.ertEpochs() > fast.ertEpochs()) {
                    violated.add(new Inclusion(slow.optimizer(), slow.ertEpochs(), fast.optimizer(), fast.ertEpochs()));
                }
            }
        }
        return violated;
    }
}
