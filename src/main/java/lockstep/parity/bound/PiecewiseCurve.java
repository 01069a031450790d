package lockstep.parity.bound;

/**
 * The activations that have a kink, a jump, or two formulas. A unit stands at its kink where the kink lies within the error of its
 * sum: then two right programs may take one side each, and all between the sides is allowed.
 *
 * <p>A sum that no program rounds, because each of its terms is 0, has no error, and no excuse: there is one convention at
 * exactly 0, and it is DL4J's. That a sum of other terms is exact in every order, as one of quarters is, cannot be seen from
 * its terms; such a sum has an error like any other.
 *
 * <p>{@code e^z - 1}, or {@code expm1}, has a rounding error of the size of those of 1, however small it is; and so has its
 * slope where it is computed as {@code y + 1}.
 */
enum PiecewiseCurve implements ActivationCurve {
    /** Slopes 0 and 1. */
    RELU {
        @Override
        public void at(double z, double e, Point p) {
            p.straight(Math.max(z, 0.0), z > 0.0 ? 1.0 : 0.0);
            if (reaches(z, 0.0, e)) {
                p.corner(0.0, 1.0);
            }
        }
    },

    /** Slopes 0.01, a float on the way back, and 1. */
    LEAKY_RELU {
        private static final double A = 0.01;
        private static final double A_BACKWARD = 0.01f;

        @Override
        public void at(double z, double e, Point p) {
            boolean below = z < 0.0;
            p.straight(below ? A * z : z, below ? A_BACKWARD : 1.0);
            if (below) { // a product, by a constant that was rounded
                p.valueRounding = 2.0 * Math.abs(p.value);
                p.slopeRounding = A;
            }
            if (reaches(z, 0.0, e)) {
                p.corner(A_BACKWARD, 1.0);
            }
        }
    },

    /** {@code f' = f'' = e^z} below 0, largest at the right end; the slope goes on into the line's, so that 0 is no kink. */
    ELU {
        @Override
        public void at(double z, double e, Point p) {
            exponential(z, e, 1.0, 1.0, p);
        }
    },

    /** As ELU, with slopes of {@code s a e^z} and s: at 0 from 1.758 to 1.051. */
    SELU {
        private static final double S = 1.0507009873554805;
        private static final double A = 1.6732632423543772;

        @Override
        public void at(double z, double e, Point p) {
            exponential(z, e, S, A, p);
            if (reaches(z, 0.0, e)) {
                p.steepest = S * A;
                p.turn = S * A - Math.min(S, S * A * StrictMath.exp(-Math.abs(z) - e));
                p.kink = true;
            }
        }
    },

    /** Slope 1 from -1 to 1, else 0. */
    HARD_TANH {
        @Override
        public void at(double z, double e, Point p) {
            double size = Math.abs(z);
            p.straight(Math.min(1.0, Math.max(-1.0, z)), size <= 1.0 ? 1.0 : 0.0);
            if (reaches(size, 1.0, e)) {
                p.corner(0.0, 1.0);
            }
        }
    },

    /** Slope 0.2, a float, from -2.5 to 2.5, else 0; a product and a sum of about 1. */
    HARD_SIGMOID {
        private static final double C = 0.2f;

        @Override
        public void at(double z, double e, Point p) {
            double size = Math.abs(z);
            boolean inside = size <= 2.5;
            p.straight(Math.min(1.0, Math.max(0.0, C * z + 0.5)), inside ? C : 0.0);
            boolean kink = reaches(size, 2.5, e);
            if (inside || kink) {
                p.valueRounding = 1.5;
            }
            if (kink) {
                p.corner(0.0, C);
            }
        }
    },

    /** A jump from 0 to 1; the slope is 0 on both sides, and no program has another. */
    STEP {
        @Override
        public void at(double z, double e, Point p) {
            p.straight(z > 0.0 ? 1.0 : 0.0, 0.0);
            if (reaches(z, 0.0, e)) {
                p.jump = 1.0;
                p.kink = true;
            }
        }
    };

    private static boolean reaches(double z, double kink, double e) {
        return e > 0.0 && Math.abs(z - kink) <= e;
    }

    /** {@code y = s z} above 0, else {@code y = s a (e^z - 1)}. */
    private static void exponential(double z, double e, double s, double a, Point p) {
        double scale = s * a;
        if (z > e) { // else the sum may be below 0
            p.straight(s * z, s);
            if (s != 1.0) { // a product, by a constant that was rounded
                p.valueRounding = 2.0 * Math.abs(p.value);
                p.slopeRounding = s;
            }
            return;
        }
        double value = z > 0.0 ? s * z : scale * StrictMath.expm1(z);
        double slope = z > 0.0 ? s : scale * StrictMath.exp(z);
        p.smooth(value, slope, e, scale * StrictMath.exp(Math.min(0.0, z + e)));
        p.valueRounding = 3.0 * scale;
        p.slopeRounding = 3.0 * scale;
    }
}
