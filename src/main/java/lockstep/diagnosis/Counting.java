package lockstep.diagnosis;

import java.util.EnumSet;
import java.util.Set;

/** Which number a program gives to its first step, or to its first epoch. Programs do one or the other, and rarely say which. */
public enum Counting {
    /** The first is number 1. */
    FROM_1(1),
    /** The first is number 0. */
    FROM_0(0);

    private final int first;

    Counting(int first) {
        this.first = first;
    }

    /** The number of the first step or epoch. */
    public int first() {
        return first;
    }

    /** The countings that a column of numbers leaves open: where it begins with a 0, that is the first. */
    public static Set<Counting> possible(int smallest) {
        return smallest < 1 ? EnumSet.of(FROM_0) : EnumSet.allOf(Counting.class);
    }
}
