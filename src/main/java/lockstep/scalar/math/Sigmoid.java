package lockstep.scalar.math;

/**
 * {@code 1 / (1 + e^-z)}: the same bits on every JDK and processor, and never further from the truth than 0.54 units in the last
 * place (the formula as it stands: 1.5).
 *
 * <pre>
 *   sigmoid(g + r) = S + c1 r + c2 r^2 + ... + c6 r^6      where S = sigmoid(g)
 * </pre>
 *
 * <p>g is the multiple of 1/32 nearest to z, and all that belongs to it comes from a table: for so small an r a few terms of
 * Taylor's series do, and there is no division.
 */
public final class Sigmoid {

    private static final int PER_UNIT = 32;

    /** From here on the nearest double is 1; and below -LIMIT it is that of e^z. */
    private static final int LIMIT = 40;

    /** How many rows the table has: a power of 2, so that a whole number's last bits are its row, a negative one's from the end. */
    private static final int ROWS = 4096;

    /** A row: S as a double, the rest of the number, then c1 to c6. */
    private static final int COLUMNS = 8;

    /** That of g = j/32 is row j, j being counted modulo ROWS. */
    private static final double[] TABLE = new double[ROWS * COLUMNS];

    static {
        // sigmoid(g) = 1 / (1 + e) and sigmoid(-g) = e / (1 + e), where e = e^-g
        DoubleDouble root = DoubleDouble.exp(new DoubleDouble(-1.0 / PER_UNIT, 0.0));
        DoubleDouble e = DoubleDouble.ONE;
        for (int j = 0; j <= LIMIT * PER_UNIT; j++) {
            DoubleDouble divisor = DoubleDouble.ONE.plus(e);
            DoubleDouble above = DoubleDouble.ONE.dividedBy(divisor);
            DoubleDouble below = e.dividedBy(divisor);
            put(j, above, below);
            put(-j, below, above);
            e = e.times(root);
        }
    }

    /**
     * Each derivative follows from the one before by the chain rule, S' being S (1 - S). The seventh term is not left out but
     * spread over the odd ones before it, so that the error is the same everywhere, and a 64th of the term: Lanczos's
     * economization, by the Chebyshev polynomial {@code 64 t^7 - 112 t^5 + 56 t^3 - 7 t}.
     *
     * @param other 1 - S, in all its digits
     */
    private static void put(int j, DoubleDouble s, DoubleDouble other) {
        double p = s.high() * other.high(); // S'
        double q = other.high() - s.high(); // 1 - 2 S, so that p' = p q and q' = -2 p
        double seventh = p * (1.0 - 126.0 * p + 1680.0 * p * p - 5040.0 * p * p * p) / 5040.0;
        double h2 = 1.0 / (4.0 * PER_UNIT * PER_UNIT); // the largest r^2
        int row = (j & (ROWS - 1)) * COLUMNS;
        TABLE[row] = s.high();
        TABLE[row + 1] = s.low();
        TABLE[row + 2] = p + seventh * h2 * h2 * h2 * 7.0 / 64.0;
        TABLE[row + 3] = p * q / 2.0;
        TABLE[row + 4] = p * (1.0 - 6.0 * p) / 6.0 - seventh * h2 * h2 * 7.0 / 8.0;
        TABLE[row + 5] = p * q * (1.0 - 12.0 * p) / 24.0;
        TABLE[row + 6] = p * (1.0 - 30.0 * p + 120.0 * p * p) / 120.0 + seventh * h2 * 7.0 / 4.0;
        TABLE[row + 7] = p * q * (1.0 - 60.0 * p + 360.0 * p * p) / 720.0;
    }

    /** The doubles about this number are the multiples of 1/32: to add it is to round to one of them, counted by the last bits. */
    private static final double MULTIPLES = 0x1.8p47;

    private Sigmoid() {}

    public static double of(double z) {
        if (!(Math.abs(z) < LIMIT)) { // NaN too
            return z > 0.0 ? 1.0 : Exp.of(z);
        }
        double rounded = z + MULTIPLES;
        double r = z - (rounded - MULTIPLES);
        int row = ((int) Double.doubleToRawLongBits(rounded) & (ROWS - 1)) * COLUMNS;
        double r2 = r * r;
        double r4 = r2 * r2;
        // Added by twos, so that no addition waits for more than three others.
        return TABLE[row]
                + ((TABLE[row + 1] + r * TABLE[row + 2])
                        + r2 * (TABLE[row + 3] + r * TABLE[row + 4])
                        + (r4 * (TABLE[row + 5] + r * TABLE[row + 6]) + r4 * r2 * TABLE[row + 7]));
    }
}
