package lockstep.parity.bound;

import java.util.Arrays;

/**
 * Errors even out only where they are independent. Equal units, as those of a layer that starts from a constant, and equal examples are rounded
 * equally, and so are those that differ in a sign: their errors add up in full. Where m of them have the same error, the square of its
 * sum is {@code (m e)^2}, m times the sum of the squares (Cauchy): so each square counts m times.
 *
 * <p>Which are alike is seen from the sizes of their sums: equal terms have equal sizes. Different ones that meet by chance make
 * a bound wider, and no more.
 */
final class Alike {

    private Alike() {}

    /**
     * How many are like each of the first numbers, itself among them.
     *
     * @param sizes not changed
     * @param sorted room for n numbers
     * @param counts filled with n numbers
     */
    static void count(double[] sizes, int n, double[] sorted, double[] counts) {
        System.arraycopy(sizes, 0, sorted, 0, n);
        Arrays.sort(sorted, 0, n);
        Arrays.fill(counts, 0, n, 1.0);
        boolean any = false;
        for (int i = 1; i < n; i++) {
            any |= sorted[i] == sorted[i - 1];
        }
        for (int i = 0; any && i < n; i++) {
            int alike = 0;
            for (int k = 0; k < n; k++) {
                alike += sizes[k] == sizes[i] ? 1 : 0;
            }
            counts[i] = Math.max(1, alike); // NaN is not like itself
        }
    }

    /** For how many independent roundings the terms of a sum count: the sum of their counts. */
    static double roundings(double[] counts, int n) {
        double sum = 0.0;
        for (int i = 0; i < n; i++) {
            sum += counts[i];
        }
        return sum;
    }
}
