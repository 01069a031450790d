package lockstep.diagnosis;

import java.util.EnumSet;
import java.util.Set;

/** The number that a program gives to its first step, or to its first epoch. Programs do either, and rarely say which. */
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

    /** The countings that are possible for a column of numbers: if it begins with 0, that is the first. */
    public static Set<Counting> possible(int smallest) {
        return smallest < 1 ? EnumSet.of(FROM_0) : EnumSet.allOf(Counting.class);
    }
}
