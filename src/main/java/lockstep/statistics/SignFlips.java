package lockstep.statistics;

import java.util.Arrays;
import lockstep.model.PythonRandom;

/**
 * Whether the sum of some differences is as far from 0 as luck alone may make it. If the two that are compared differ only in
 * name, each difference could as well have the other sign. So, of all the ways to choose the signs, the share whose sum is as
 * far from 0, or farther, is the probability of this one, whatever the distribution, its tails and its ties.
 *
 * <p>Of {@code m} differences that are not 0, two ways are always as far: the given one and its opposite. Therefore no
 * probability is below {@code 2 / 2^m}, and fewer than {@link #FEWEST} differences show nothing at 5 %.
 *
 * <p>Up to 12 differences, all ways are counted; above that, the given one and 4,095 that are drawn, always the same. If there
 * are more than 512, runs of neighbours are added up first: turning several together is still a way to choose the signs. Where
 * the sum is so far off that no draw would reach it, the bound of Bentkus and Dzindzalieta is used:
 *
 * <pre>
 *   P(|sum| / root of the sum of squares &gt;= z) &lt;= P(|normal| &gt;= z) / (4 P(normal &gt;= sqrt 2))
 * </pre>
 *
 * <p>Sources: Fisher, "The design of experiments" (1935), section 21; Bentkus and Dzindzalieta, "A tight Gaussian bound for
 * weighted sums of Rademacher random variables" (2015).
 */
final class SignFlips {

    /** 2 / 2^5 is above 5 %, and 2 / 2^6 below. */
    static final int FEWEST = 6;

    private static final int ALL_WAYS_UP_TO = 12;
    private static final int LARGEST = 512;
    private static final int DRAWS = 4095;
    private static final long SEED = 1935;
    private static final double BOUND = 1.0 / (4.0 * Normal.upperTail(Math.sqrt(2.0)));

    /** A share this small of the sum of all sizes is rounding. */
    private static final double ROUNDING = 1e-11;

    /** Draw by draw, 64 bytes {@code int(256 * random())}: a difference whose bit is set, the lowest first, changes its sign. */
    private static final byte[] DRAWN = drawn();

    private SignFlips() {}

    private static byte[] drawn() {
        PythonRandom random = new PythonRandom(SEED);
        byte[] bytes = new byte[DRAWS * LARGEST / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (256.0 * random.random());
        }
        return bytes;
    }

    /** The probability, of both sides together. */
    static double p(double[] differences) {
        double[] d = Neighbours.added(
                Arrays.stream(differences).filter(x -> x != 0.0).toArray(), LARGEST);
        double sum = 0.0;
        double sizes = 0.0;
        double squares = 0.0;
        for (double x : d) {
            sum += x;
            sizes += Math.abs(x);
            squares += x * x;
        }
        double asFar = Math.abs(sum) - ROUNDING * sizes;
        if (asFar <= 0.0) {
            return 1.0;
        }
        double[][] turned = turned(d);
        if (d.length <= ALL_WAYS_UP_TO) {
            int ways = 1 << d.length;
            int count = 0;
            for (int way = 0; way < ways; way++) {
                double other = sum - turned[0][way & 255] - (turned.length > 1 ? turned[1][way >>> 8] : 0.0);
                count += Math.abs(other) >= asFar ? 1 : 0;
            }
            return (double) count / ways;
        }
        double bound = BOUND * Normal.twoSided(sum / Math.sqrt(squares));
        if (bound < 1.0 / (DRAWS + 1)) {
            return bound;
        }
        int count = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            double other = sum;
            for (int j = 0; j < turned.length; j++) {
                other -= turned[j][DRAWN[draw * (LARGEST / 8) + j] & 255];
            }
            count += Math.abs(other) >= asFar ? 1 : 0;
        }
        return count / (DRAWS + 1.0);
    }

    /** For every eight differences and every choice among them, how much the sum falls when the chosen ones change sign. */
    private static double[][] turned(double[] d) {
        double[][] turned = new double[(d.length + 7) / 8][256];
        for (int i = 0; i < d.length; i++) {
            double[] eight = turned[i / 8];
            int bit = 1 << (i % 8);
            for (int choice = 0; choice < bit; choice++) {
                eight[bit + choice] = eight[choice] + 2.0 * d[i];
            }
        }
        // beyond the last difference a bit changes nothing
        int rest = d.length % 8;
        if (rest != 0) {
            double[] last = turned[turned.length - 1];
            for (int choice = 1 << rest; choice < 256; choice++) {
                last[choice] = last[choice & ((1 << rest) - 1)];
            }
        }
        return turned;
    }
}
