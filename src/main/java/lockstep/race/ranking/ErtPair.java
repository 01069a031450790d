package lockstep.race.ranking;

import lockstep.statistics.ErtComparison;
import lockstep.statistics.Holm;

/**
 * Two optimizers, by expected running time.
 *
 * @param holmP the comparison's probability, corrected by {@link Holm} over all the pairs of the race
 * @param parted whether the two are told apart ({@link Ranking} says when)
 */
public record ErtPair(String optimizer, String other, ErtComparison comparison, double holmP, boolean parted) {

    /** The one with the lesser expected running time; the first if they are equal. */
    public String faster() {
        return comparison.ratio() <= 1.0 ? optimizer : other;
    }

    /** The one that is not {@link #faster}. */
    public String slower() {
        return comparison.ratio() <= 1.0 ? other : optimizer;
    }

    /** Whether these are the two, in either order. */
    boolean isOf(String a, String b) {
        return (optimizer.equals(a) && other.equals(b)) || (optimizer.equals(b) && other.equals(a));
    }
}
