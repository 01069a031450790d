package lockstep.upkeep;

import java.util.Iterator;
import lockstep.model.Run;

/** Makes a failing run smaller as long as it still fails: the rest is what the failure is about. */
public final class Shrinking {

    /** Each is a parity check of a small run: a minute or two at the worst. */
    private static final int MOST_TRIALS = 1_000;

    private final Failure failure;
    private int trials;

    private Shrinking(Failure failure) {
        this.failure = failure;
    }

    /** A run that fails, and how many steps it takes to fail. */
    public record Failing(Run run, int steps) {}

    /** Says whether a run fails in the way that is being looked into. */
    public interface Failure {
        boolean occurs(Run run, int steps);
    }

    /** The smallest run that is found by taking away one thing after another; the failing one itself if nothing can go. */
    public static Failing shrink(Failing failing, Failure failure) {
        return new Shrinking(failure).smallest(failing);
    }

    private Failing smallest(Failing failing) {
        Failing smallest = fewerSteps(failing);
        Failing given = new Failing(Smaller.withGivenWeights(smallest.run), smallest.steps);
        smallest = fails(given) ? given : smallest;
        boolean shrunk = true;
        while (shrunk && trials < MOST_TRIALS) {
            shrunk = false;
            Iterator<Run> smaller = Smaller.than(smallest.run).iterator();
            while (smaller.hasNext() && !shrunk && trials < MOST_TRIALS) {
                Failing candidate = new Failing(smaller.next(), smallest.steps);
                if (fails(candidate)) {
                    smallest = candidate;
                    shrunk = true;
                }
            }
        }
        return fewerSteps(smallest);
    }

    /** Takes away half of the steps while that still fails, then fewer, down to a single one. */
    private Failing fewerSteps(Failing failing) {
        Failing fewest = failing;
        for (int less = failing.steps / 2; less > 0; ) {
            Failing candidate = new Failing(fewest.run, fewest.steps - less);
            if (candidate.steps > 0 && fails(candidate)) {
                fewest = candidate;
                less = Math.min(less, fewest.steps / 2);
            } else {
                less /= 2;
            }
        }
        return fewest;
    }

    private boolean fails(Failing candidate) {
        trials++;
        return failure.occurs(candidate.run, candidate.steps);
    }
}
