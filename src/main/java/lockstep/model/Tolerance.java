package lockstep.model;

/** How far two numbers may be apart: {@code absolute + relative * scale}, the scale being a magnitude they have. */
public record Tolerance(double absolute, double relative) {

    /** What {@code verify} allows where a config does not say. */
    public static final Tolerance DEFAULT = new Tolerance(1e-12, 1e-9);

    public Tolerance {
        if (!(absolute >= 0.0)
                || !(relative >= 0.0)
                || absolute + relative == 0.0
                || Double.isInfinite(absolute + relative)) {
            throw new IllegalArgumentException("the tolerance is absolute " + absolute + " and relative " + relative
                    + "; expected finite numbers, 0 or above, not both 0");
        }
    }

    /** How far numbers of this magnitude may be apart. */
    public double at(double scale) {
        return absolute + relative * scale;
    }

    /** The share of this tolerance that two numbers use, measured at the larger magnitude of the two. */
    public double share(double a, double b) {
        return share(a, b, at(Math.max(Math.abs(a), Math.abs(b))));
    }

    /**
     * How much two numbers use of the distance they may have: 0 where they are equal, 1 at the limit, and infinity where
     * either is infinite or not a number, even if both are.
     */
    public static double share(double a, double b, double allowed) {
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Double.POSITIVE_INFINITY;
        }
        return a == b ? 0.0 : Math.abs(a - b) / allowed;
    }
}
