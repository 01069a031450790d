package lockstep.scalar;

/**
 * {@code 1 / (1 + e^-z)}: the same bits on every JDK and processor, and never further from the truth than 0.56 units in the last
 * place (the formula as it stands: 1.5).
 *
 * <pre>
 *   sigmoid(g + r) = S + S (1 - S) m / (1 + S m)      where S = sigmoid(g), m = e^r - 1
 * </pre>
 *
 * <p>g is the multiple of 1/32 nearest to z, S comes from a table, and for so small an r a few terms of the series do.
 */
final class Sigmoid {

    private static final int PER_UNIT = 32;

    /** From here on the nearest double is 1; and below -LIMIT it is that of e^z. */
    private static final int LIMIT = 40;

    /** The table's size: a power of 2, so that a whole number's last bits are its place, a negative one's from the end. */
    private static final int PLACES = 4096;

    /** sigmoid(j/32): a double at 2j, and the rest of the number at 2j + 1, j being counted modulo PLACES. */
    private static final double[] TABLE = new double[2 * PLACES];

    static {
        // sigmoid(g) = 1 / (1 + e) and sigmoid(-g) = e / (1 + e), where e = e^-g
        DoubleDouble root = DoubleDouble.exp(new DoubleDouble(-1.0 / PER_UNIT, 0.0));
        DoubleDouble e = DoubleDouble.ONE;
        for (int j = 0; j <= LIMIT * PER_UNIT; j++) {
            DoubleDouble divisor = DoubleDouble.ONE.plus(e);
            put(j, DoubleDouble.ONE.dividedBy(divisor));
            put(-j, e.dividedBy(divisor));
            e = e.times(root);
        }
    }

    private static void put(int j, DoubleDouble number) {
        int place = j & (PLACES - 1);
        TABLE[2 * place] = number.high();
        TABLE[2 * place + 1] = number.low();
    }

    /** The doubles about this number are the multiples of 1/32: to add it is to round to one of them, counted by the last bits. */
    private static final double MULTIPLES = 0x1.8p47;

    private Sigmoid() {}

    static double of(double z) {
        if (!(Math.abs(z) < LIMIT)) { // NaN too
            return z > 0.0 ? 1.0 : Exp.of(z);
        }
        double rounded = z + MULTIPLES;
        double r = z - (rounded - MULTIPLES);
        double r2 = r * r;
        // m = r + r^2/2! + r^3/3! + ..., in pairs that need not wait for each other
        double m = r
                + r2
                        * (1.0 / 2
                                + r * (1.0 / 6)
                                + r2 * (1.0 / 24 + r * (1.0 / 120) + r2 * (1.0 / 720 + r * (1.0 / 5040))));
        int place = (int) Double.doubleToRawLongBits(rounded) & (PLACES - 1);
        double sigmoid = TABLE[2 * place];
        double rest = TABLE[2 * place + 1] + sigmoid * (1.0 - sigmoid) * m / (1.0 + sigmoid * m);
        return sigmoid + rest;
    }
}
