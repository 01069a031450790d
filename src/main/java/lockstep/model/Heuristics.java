package lockstep.model;

/**
 * What a program does on the way back on purpose, so that its gradient is no longer the loss's derivative: two additions of
 * Fahlman's.
 *
 * <p>Source: Fahlman, "An empirical study of learning speed in back-propagation networks" (1988), section 3.3, for the flat spot;
 * for the dead zone the program that the paper was run with.
 *
 * @param flatSpot what is added to the derivative of every activation but identity and softmax, so that a unit learns at the ends of its
 *     range too; 0 adds nothing
 * @param errorDeadZone an output nearer to its target than this has no error; 0 leaves every error
 */
public record Heuristics(double flatSpot, double errorDeadZone) {

    /** Back-propagation as it is. */
    public static final Heuristics NONE = new Heuristics(0.0, 0.0);

    public Heuristics {
        check("flat_spot", flatSpot);
        check("error_dead_zone", errorDeadZone);
    }

    private static void check(String name, double value) {
        if (!(value >= 0.0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " is " + value + "; expected a finite number, 0 or above");
        }
    }

    /** Whether the gradient is the loss's derivative. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** Whether a layer's derivative has something added: a straight line has no flat spot, and softmax no derivative of one unit. */
    public boolean steepens(Activation activation) {
        return flatSpot > 0.0 && activation != Activation.IDENTITY && activation != Activation.SOFTMAX;
    }

    /** The same numbers, rounded. */
    Heuristics in(Precision precision) {
        return new Heuristics(precision.round(flatSpot), precision.round(errorDeadZone));
    }
}
