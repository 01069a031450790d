package lockstep.model;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source32.MersenneTwister;

/**
 * Python's generator, number for number: {@code random.seed(n)}, {@code random.random()}, {@code random.shuffle(x)},
 * {@code random.normalvariate(mu, sigma)}, {@code random.gauss(mu, sigma)}.
 *
 * <p>Whoever wants to repeat a run in another language needs only CPython's few functions (or MT19937).
 */
public final class PythonRandom {

    /** CPython's {@code NV_MAGICCONST}, {@code 4 * exp(-0.5) / sqrt(2.0)}. */
    private static final double NORMAL_FACTOR = 1.7155277699214135;

    private final UniformRandomProvider twister;

    /** The second of the two numbers that {@link #gauss} makes at a time, until it is asked for; else NaN. */
    private double spare = Double.NaN;

    /** As after {@code random.seed(seed)}: like Python, a seed and its negative are the same. */
    public PythonRandom(long seed) {
        long magnitude = Math.abs(seed); // Long.MIN_VALUE stays itself, and its bits are those of 2^63: right again
        int low = (int) magnitude;
        int high = (int) (magnitude >>> 32);
        this.twister = new MersenneTwister(high == 0 ? new int[] {low} : new int[] {low, high});
    }

    /** {@code random.random()}: a number in [0, 1) of 53 bits. */
    public double random() {
        int a = twister.nextInt() >>> 5;
        int b = twister.nextInt() >>> 6;
        return (a * 67108864.0 + b) / 9007199254740992.0;
    }

    /** {@code low + (high - low) * random.random()}: bpnn.py's {@code rand}, and {@code random.uniform}. */
    public double uniform(double low, double high) {
        return low + (high - low) * random();
    }

    /**
     * {@code random.normalvariate(mean, deviation)}: Kinderman and Monahan's ratio of uniform numbers, drawn until one is taken.
     * Unlike {@code random.gauss} it remembers nothing between draws, and no logarithm or cosine is in the number itself, so that
     * it has CPython's bits whichever library computes those.
     */
    public double normal(double mean, double deviation) {
        double z;
        double u;
        do {
            double v = random();
            u = 1.0 - random();
            z = NORMAL_FACTOR * (v - 0.5) / u;
        } while (!(z * z / 4.0 <= -StrictMath.log(u)));
        return mean + z * deviation;
    }

    /**
     * {@code random.gauss(mu, sigma)}: a normal number, by Box and Muller's method, two of them from two {@link #random}s.
     * CPython leaves the logarithm, the cosine and the sine to the machine's C library, so the last digit may be another there.
     *
     * <pre>
     *   r = sqrt(-2 ln(1 - random2))        mu + sigma r cos(2 pi random1), the next time mu + sigma r sin(2 pi random1)
     * </pre>
     */
    public double gauss(double mu, double sigma) {
        double z = spare;
        spare = Double.NaN;
        if (Double.isNaN(z)) {
            double angle = random() * (2.0 * Math.PI);
            double radius = Math.sqrt(-2.0 * StrictMath.log(1.0 - random()));
            z = StrictMath.cos(angle) * radius;
            spare = StrictMath.sin(angle) * radius;
        }
        return mu + z * sigma;
    }

    /** {@code random.shuffle(values)}. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i >= 1; i--) {
            int j = below(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }

    /** CPython's {@code _randbelow}: an integer in [0, n), {@code n >= 1}, drawn by rejection. */
    private int below(int n) {
        int bits = 32 - Integer.numberOfLeadingZeros(n);
        int value;
        do {
            value = twister.nextInt() >>> (32 - bits);
        } while (value >= n);
        return value;
    }
}
