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
    private final Replay replay;
    private final Set<Counting> possible;

    /** @param possible where the figures' numbers may be counted from */
    Causes(Run run, Replay replay, Set<Counting> possible) {
        this.run = run;
        this.replay = replay;
        this.possible = possible;
    }

    /**
     * A set that explains the figures.
     *
     * @param countings where the figures' numbers are then counted from
     */
    record Fitting(Faults faults, Set<Counting> countings) {}

    /** Programs that are the same on the run. */
    private record Same(double[] losses, Set<Counting> countings, List<Faults> sets) {}

    /**
     * The likeliest first: a column of numbers without a 0 probably counts from 1. Otherwise in the order of the catalogue.
     */
    List<Diagnosis.Cause> of(List<Fitting> fittings) {
        List<Same> classes = new ArrayList<>();
        for (Fitting fitting : fittings) {
            double[] losses = replay.losses(fitting.faults, STEPS_COMPARED);
            classes.stream()
                    .filter(same -> same.countings.equals(fitting.countings) && same(losses, same.losses))
                    .findFirst()
                    .orElseGet(() -> {
                        Same own = new Same(losses, fitting.countings, new ArrayList<>());
                        classes.add(own);
                        return own;
                    })
                    .sets
                    .add(fitting.faults);
        }
        return classes.stream()
                .sorted(Comparator.comparing(same -> !same.countings.contains(Counting.FROM_1)))
                .map(this::cause)
                .toList();
    }

    private Diagnosis.Cause cause(Same same) {
        Faults first = same.sets.get(0);
        List<Diagnosis.Twin> twins = same.sets.stream()
                .skip(1)
                .map(set -> new Diagnosis.Twin(set, DenseRun.tellsApart(run, first, set)))
                .toList();
        return new Diagnosis.Cause(first, twins, needed(same.countings));
    }

    /** Where the figures have to be counted from; empty if that was known before, or makes no difference. */
    Optional<Counting> needed(Set<Counting> countings) {
        return countings.equals(possible)
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
