package lockstep.scalar;

/**
 * {@code 1 / (1 + e^-z)}: the same bits on every JDK and processor, and never further from the truth than 0.56 units in the last
 * place (the formula as it stands: 1.5).
 *
 * <pre>
 *   sigmoid(g + r) = S + S (1 - S) m / (1 + S m)      where S = sigmoid(g), m = e^r - 1
 * </pre>
 *
 * <p>g is the multiple of 1/16 nearest to z, S comes from a table, and for so small an r a few terms of the series do.
 */
final class Sigmoid {

    private static final int PER_UNIT = 16;

    /** From here on the nearest double is 1; and below -LIMIT it is that of e^z. */
    private static final int LIMIT = 40;

    /** sigmoid((j - MIDDLE) / 16): a double at 2j, and the rest of the number at 2j + 1. */
    private static final double[] TABLE = new double[2 * (2 * LIMIT * PER_UNIT + 1)];

    private static final int MIDDLE = LIMIT * PER_UNIT;

    static {
        // sigmoid(g) = 1 / (1 + e) and sigmoid(-g) = e / (1 + e), where e = e^-g
        DoubleDouble root = DoubleDouble.exp(new DoubleDouble(-1.0 / PER_UNIT, 0.0));
        DoubleDouble e = DoubleDouble.ONE;
        for (int j = 0; j <= MIDDLE; j++) {
            DoubleDouble above = DoubleDouble.ONE.dividedBy(DoubleDouble.ONE.plus(e));
            DoubleDouble below = e.dividedBy(DoubleDouble.ONE.plus(e));
            TABLE[2 * (MIDDLE + j)] = above.high();
            TABLE[2 * (MIDDLE + j) + 1] = above.low();
            TABLE[2 * (MIDDLE - j)] = below.high();
            TABLE[2 * (MIDDLE - j) + 1] = below.low();
            e = e.times(root);
        }
    }

    /** The doubles about this number are the multiples of 1/16: to add it and take it away is to round to one of them. */
    private static final double MULTIPLES = 0x1.8p48;

    private Sigmoid() {}

    static double of(double z) {
        if (!(Math.abs(z) < LIMIT)) { // NaN too
            return z > 0.0 ? 1.0 : Exp.of(z);
        }
        double g = z + MULTIPLES - MULTIPLES;
        double r = z - g;
        double r2 = r * r;
        // m = r + r^2/2! + r^3/3! + ..., in pairs that need not wait for each other
        double m = r
                + r2
                        * (1.0 / 2
                                + r * (1.0 / 6)
                                + r2 * (1.0 / 24 + r * (1.0 / 120))
                                + r2 * r2 * (1.0 / 720 + r * (1.0 / 5040) + r2 * (1.0 / 40320)));
        int j = MIDDLE + (int) (g * PER_UNIT);
        double sigmoid = TABLE[2 * j];
        double rest = TABLE[2 * j + 1] + sigmoid * (1.0 - sigmoid) * m / (1.0 + sigmoid * m);
        return sigmoid + rest;
    }
}
