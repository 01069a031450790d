package lockstep.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lockstep.fault.Faults;
import lockstep.model.Run;
import lockstep.model.Tolerance;

/** Orders the sets of faults that explain the same figures, grouping those that are the same program on the run. */
public final class Causes {

    /** Two programs are the same here if their losses are for this many steps. */
    private static final int STEPS_COMPARED = 200;

    private static final Tolerance SAME = new Tolerance(1e-13, 1e-9);

    private final Run run;
    private final Faults forms;
    private final Replay replay;
    private final ObservedLosses observed;

    Causes(Run run, Faults forms, Replay replay, ObservedLosses observed) {
        this.run = run;
        this.forms = forms;
        this.replay = replay;
        this.observed = observed;
    }

    /** A set that explains the figures, and how. */
    record Fitting(Faults faults, Replay.Match match) {

        /** How many of its faults nobody was seen to make. */
        long unseen() {
            return faults.list().stream().filter(fault -> !fault.metInPublic()).count();
        }
    }

    /** Programs that are the same on the run. */
    private record Same(double[] losses, List<Fitting> sets) {

        Fitting first() {
            return sets.get(0);
        }
    }

    /**
     * The likeliest first: that which has more figures to the last digit; a column of numbers without a 0 probably counts from 1;
     * the plain reading; faults that were met in public. Otherwise in the order of the catalogue.
     */
    List<Diagnosis.Cause> of(List<Fitting> fittings) {
        List<Same> classes = new ArrayList<>();
        List<Fitting> ranked = fittings.stream()
                .sorted(Comparator.comparingInt((Fitting each) -> -each.match.exact())
                        .thenComparing(each -> !each.match.countings().contains(Counting.FROM_1))
                        .thenComparing(each -> !each.match.isPlain())
                        .thenComparing(Fitting::unseen))
                .toList();
        for (Fitting fitting : ranked) {
            double[] losses = replay.losses(fitting.faults, STEPS_COMPARED);
            classes.stream()
                    .filter(same -> same.first().match.countings().equals(fitting.match.countings())
                            && same(losses, same.losses))
                    .findFirst()
                    .orElseGet(() -> {
                        Same own = new Same(losses, new ArrayList<>());
                        classes.add(own);
                        return own;
                    })
                    .sets
                    .add(fitting);
        }
        return classes.stream().map(this::cause).toList();
    }

    private Diagnosis.Cause cause(Same same) {
        Fitting first = same.first();
        List<Diagnosis.Twin> twins = same.sets.stream()
                .skip(1)
                .map(set -> new Diagnosis.Twin(
                        set.faults, Apart.of(run.network().optimizer(), forms, first.faults, set.faults)))
                .toList();
        return new Diagnosis.Cause(
                first.faults, twins, needed(first.match.countings()), words(first.match), first.match.exact());
    }

    /** How the figures have to be read, in words; empty if they are the losses of single steps. */
    Optional<String> words(Replay.Match match) {
        return match.meant().stream()
                .findFirst()
                .map(each -> each.reading().words(observed.per() == ObservedLosses.Per.EPOCH))
                .filter(words -> !words.isEmpty());
    }

    /** Where the figures have to be counted from; empty if that was known before, or makes no difference. */
    Optional<Counting> needed(Set<Counting> countings) {
        return countings.equals(observed.countings())
                ? Optional.empty()
                : countings.stream().findFirst();
    }

    public static boolean same(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            boolean lost = !Double.isFinite(a[i]) && !Double.isFinite(b[i]);
            if (!lost && !(SAME.share(a[i], b[i]) <= 1.0)) {
                return false;
            }
        }
        return true;
    }
}
