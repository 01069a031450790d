package lockstep.parity.bound;

/**
 * The smooth activations. The roundings named are of the forms in use, the worst of which counts:
 *
 * <ul>
 *   <li>{@code e^x} is right to 1 unit roundoff; as {@code pow(E, x)}, which is DL4J's on the way back, it is as if x were off by
 *       {@code u |x|}, and so is {@code c z} in gelu. A sum z is taken to be off by three times that at least.
 *   <li>sigmoid: {@code 1 / (1 + e^-z)}, an exponential, a sum and a quotient: 3, relative. The slope {@code y (1 - y)} takes y's error
 *       times {@code |1 - 2y|}, and two roundings: 4 y, which for a y near 1 is not relative to the slope but to 1. The forms in
 *       {@code e^z} are better.
 *   <li>tanh: DL4J's {@code (p - 1) / (p + 1)} is wrong by 3.4e-16, 3 roundings of 1, also where z is near 0; the slope {@code 1 - y^2}
 *       by {@code 2 |y|} times as much, and two roundings of 1.
 *   <li>softplus: {@code ln(1 + e^z)} has a rounding of the sum, 1 of 1, that of the exponential, and that of the logarithm;
 *       {@code log1p} is better. The slope as a sigmoid's value.
 *   <li>softsign: a sum, a quotient; on the way back a product more.
 *   <li>cube: two products, or a power; on the way back likewise.
 *   <li>swish, gelu: a sigmoid and a product. The slope is the sum {@code s + z s (1 - s)}, whose terms cancel at z = -1.28: 4
 *       roundings of s, and as many of z s, because {@code 1 - s} has the error of s, however small it is itself. As {@code e^z (z +
 *       e^z + 1) / (e^z + 1)^2} it has 7: the sums' 3, of which one is squared, and an exponential, a product, a square, a quotient.
 * </ul>
 */
enum SmoothCurve implements ActivationCurve {
    /** {@code y = z}. */
    IDENTITY {
        @Override
        public void at(double z, double e, Point p) {
            p.straight(z, 1.0);
        }
    },

    /** {@code f' = y (1 - y)}, {@code f'' = f' (1 - 2y)}, of which the second factor changes by no more than {@code e / 2}. */
    SIGMOID {
        @Override
        public void at(double z, double e, Point p) {
            double t = tail(z);
            double s = sigmoid(z, t);
            double slope = sigmoidSlope(t);
            p.smooth(s, slope, e, steepest(z, e, slope) * Math.min(1.0, Math.abs(1.0 - 2.0 * s) + 0.5 * e));
            p.valueRounding = 3.0 * s;
            p.slopeRounding = 4.0 * s;
        }
    },

    /** {@code f' = 1 - y^2}, which is 4 times the sigmoid's at 2z; {@code f'' = -2 y f'}. */
    TANH {
        @Override
        public void at(double z, double e, Point p) {
            double t = tail(2.0 * z);
            double size = (1.0 - t) / (1.0 + t);
            double slope = 4.0 * t / ((1.0 + t) * (1.0 + t));
            double steepest = 4.0 * steepest(2.0 * z, 2.0 * e, 0.25 * slope);
            p.smooth(Math.copySign(size, z), slope, e, 2.0 * steepest * Math.min(1.0, size + e));
            p.valueRounding = 3.0;
            p.slopeRounding = 2.0 + 4.0 * size;
        }
    },

    /** {@code f' = sigmoid}, {@code f''} is the slope of that. */
    SOFTPLUS {
        @Override
        public void at(double z, double e, Point p) {
            double t = tail(z);
            double s = sigmoid(z, t);
            double y = Math.max(z, 0.0) + StrictMath.log1p(t);
            p.smooth(y, s, e, steepest(z, e, sigmoidSlope(t)));
            p.valueRounding = 2.0 + y;
            p.slopeRounding = 4.0 * s;
        }
    },

    /** {@code f' = 1 / (1 + |z|)^2}, {@code |f''| = 2 / (1 + |z|)^3}, which is largest at the end that is nearest to 0. */
    SOFTSIGN {
        @Override
        public void at(double z, double e, Point p) {
            double root = 1.0 + Math.abs(z);
            double nearest = 1.0 + Math.max(0.0, Math.abs(z) - e);
            double slope = 1.0 / (root * root);
            p.smooth(z / root, slope, e, 2.0 / (nearest * nearest * nearest));
            p.valueRounding = 2.0 * Math.abs(p.value);
            p.slopeRounding = 4.0 * slope;
        }
    },

    /** {@code f' = 3 z^2}, {@code |f''| = 6 |z|}, which is largest at the end that is furthest from 0. */
    CUBE {
        @Override
        public void at(double z, double e, Point p) {
            p.smooth(z * z * z, 3.0 * z * z, e, 6.0 * (Math.abs(z) + e));
            p.valueRounding = 2.0 * Math.abs(p.value);
            p.slopeRounding = 3.0 * p.slope;
        }
    },

    /** {@code f' = s + z s'}, s being the sigmoid of z. */
    SWISH {
        @Override
        public void at(double z, double e, Point p) {
            swish(z, e, 1.0, p);
        }
    },

    /** Swish of {@code c z}, over c. */
    GELU {
        /** DL4J's constant is a float, and ours is its. */
        private static final double C = 1.702f;

        @Override
        public void at(double z, double e, Point p) {
            swish(C * z, C * e, C, p);
        }
    };

    /**
     * {@code f'' = 2 s' + z s'' = s' (2 + z (1 - 2s))}, and {@code |f'''| = |3 s'' + z s'''| <= s' (3 + |z|)}, because neither
     * {@code |s''|} nor {@code |s'''|} is above {@code s'}; by Taylor {@code |f''|} changes by no more than e times that. The
     * slope of {@code f(c x) / c} is {@code f'(c x)}.
     *
     * @param z c times the sum x; e likewise
     */
    private static void swish(double z, double e, double c, Point p) {
        double t = tail(z);
        double s = sigmoid(z, t);
        double slope = sigmoidSlope(t);
        double size = Math.abs(z);
        double bend = steepest(z, e, slope) * (Math.abs(2.0 + z * (1.0 - 2.0 * s)) + e * (3.0 + size + e));
        p.smooth(z * s / c, s + z * slope, e, bend);
        p.valueRounding = 4.0 * Math.abs(p.value);
        p.slopeRounding = 7.0 * s * (1.0 + size);
    }

    /** Of which sigmoids and their slopes are made, with all digits on both sides of 0. */
    private static double tail(double z) {
        return StrictMath.exp(-Math.abs(z));
    }

    private static double sigmoid(double z, double tail) {
        return (z < 0.0 ? tail : 1.0) / (1.0 + tail);
    }

    /**
     * The sigmoid's largest slope from {@code z - e} to {@code z + e}: at the end that is nearest to 0.
     *
     * @param slope that at z, of which a small e makes no more than {@code e^e} times as much, since {@code |s''| <= s'}
     */
    private static double steepest(double z, double e, double slope) {
        return e < 0x1p-10 ? slope * (1.0 + 2.0 * e) : sigmoidSlope(tail(Math.max(0.0, Math.abs(z) - e)));
    }

    private static double sigmoidSlope(double tail) {
        return tail / ((1.0 + tail) * (1.0 + tail));
    }
}
