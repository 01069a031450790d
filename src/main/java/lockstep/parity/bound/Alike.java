package lockstep.parity.bound;

import java.util.Arrays;

/**
 * How far errors even out. Of n independent ones the sum is about the root of the sum of the squares, <i>rss</i>; of n that are
 * the same it is {@code sqrt(n)} times that, and never more (Cauchy). So each square is weighted, by 1 to n:
 *
 * <ul>
 *   <li>Equal units, as those of a layer that starts from a constant, and equal examples are rounded equally, and so are those that differ
 *       in a sign. Of m that are alike the errors add up in full: m. Which are alike is seen from the sizes of their sums, because equal
 *       terms have equal sizes. Different ones that meet by chance make a bound wider, and no more.
 *   <li>Units that differ have causes of error in common, all that was rounded before them. Higham and Mary's lambda leaves room for that:
 *       3, so 9 for its square.
 * </ul>
 */
final class Alike {

    private static final double LAMBDA_SQUARED = 9.0;

    private Alike() {}

    /**
     * The weights of n numbers.
     *
     * @param sizes not changed
     * @param sorted room for n numbers
     * @param weights filled with n numbers
     */
    static void weigh(double[] sizes, int n, double[] sorted, double[] weights) {
        System.arraycopy(sizes, 0, sorted, 0, n);
        Arrays.sort(sorted, 0, n);
        Arrays.fill(weights, 0, n, Math.min(n, LAMBDA_SQUARED));
        boolean any = false;
        for (int i = 1; i < n; i++) {
            any |= sorted[i] == sorted[i - 1];
        }
        for (int i = 0; any && i < n; i++) {
            int alike = 0;
            for (int k = 0; k < n; k++) {
                alike += sizes[k] == sizes[i] ? 1 : 0;
            }
            weights[i] = Math.min(n, LAMBDA_SQUARED * Math.max(1, alike)); // NaN is not like itself
        }
    }

    /** For how many roundings the sum of n different terms counts: {@code lambda^2 n}, whose root is taken. */
    static double roundings(int n) {
        return n * Math.min(n, LAMBDA_SQUARED);
    }

    /** The same for terms of these weights. */
    static double roundings(double[] weights) {
        double sum = 0.0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
