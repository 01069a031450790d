package lockstep.statistics;

import java.util.Arrays;

/**
 * Whether one group of runs tends to be faster than another, by ranks: runs that did not converge are all tied for last. The
 * normal approximation, corrected for ties and for continuity:
 *
 * <pre>
 *   U = pairs (x of the first, y of the second) with x &gt; y, those with x = y counted half;  n = n1 + n2
 *   s^2 = n1 n2 / 12 (n + 1 - sum over ties of (t^3 - t) / (n (n - 1)))
 *   z = (|U - n1 n2 / 2| - 1/2) / s
 * </pre>
 *
 * <p>Source: Mann and Whitney, "On a test of whether one of two random variables is stochastically larger than the other"
 * (1947).
 *
 * @param p two-sided; 1 where all values are the same
 */
public record MannWhitney(double u, double p) {

    /** The test of two samples, in which infinity is a value like any other: the largest. */
    public static MannWhitney of(double[] first, double[] second) {
        double[] a = first.clone();
        double[] b = second.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        double u = 0.0;
        double ties = 0.0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            double value = Math.min(
                    i < a.length ? a[i] : Double.POSITIVE_INFINITY, j < b.length ? b[j] : Double.POSITIVE_INFINITY);
            int below = j;
            int ofFirst = -i;
            while (i < a.length && a[i] == value) {
                i++;
            }
            while (j < b.length && b[j] == value) {
                j++;
            }
            ofFirst += i;
            u += ofFirst * (below + 0.5 * (j - below));
            double t = ofFirst + j - below;
            ties += t * t * t - t;
        }
        double pairs = (double) a.length * b.length;
        double n = (double) a.length + b.length;
        double variance = pairs / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
        if (!(variance > 0.0)) {
            return new MannWhitney(u, 1.0);
        }
        double z = Math.max(0.0, Math.abs(u - 0.5 * pairs) - 0.5) / Math.sqrt(variance);
        return new MannWhitney(u, Normal.twoSided(z));
    }
}
