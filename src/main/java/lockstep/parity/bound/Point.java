package lockstep.parity.bound;

/**
 * What an activation function does with a sum that is known as {@code z +- e}. One object is filled anew for every unit.
 */
final class Point {

    /** {@code f(z)}. */
    double value;

    /** {@code f'(z)}, DL4J's choice where there is none. */
    double slope;

    /** The largest {@code |f'|} from {@code z - e} to {@code z + e}. */
    double steepest;

    /** The most that {@code f'} differs from {@code f'(z)} between {@code z - e} and {@code z + e}. */
    double turn;

    /** By how much {@code f} itself jumps between {@code z - e} and {@code z + e}. */
    double jump;

    /** The rounding error of computing {@code f(z)} from an exact z, in unit roundoffs. */
    double valueRounding;

    /** That of {@code f'(z)}, computed from z or from a y that has such an error itself; in unit roundoffs. */
    double slopeRounding;

    /** Whether a kink or a jump lies between {@code z - e} and {@code z + e}. */
    boolean kink;

    /**
     * A function that bends no more than {@code bend} between {@code z - e} and {@code z + e}: {@code f'} changes by no more than
     * {@code e * bend} there (Taylor).
     */
    void smooth(double f, double derivative, double e, double bend) {
        value = f;
        slope = derivative;
        turn = e * bend;
        steepest = Math.abs(derivative) + turn;
        jump = 0.0;
        kink = false;
    }

    /** A function that is a straight line as far as can be seen. */
    void straight(double f, double derivative) {
        smooth(f, derivative, 0.0, 0.0);
        valueRounding = 0.0;
        slopeRounding = 0.0;
    }

    /** A corner between {@code z - e} and {@code z + e}, where two lines of other slopes meet. */
    void corner(double least, double most) {
        steepest = most;
        turn = most - least;
        kink = true;
    }
}
