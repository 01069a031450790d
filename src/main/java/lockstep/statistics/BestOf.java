package lockstep.statistics;

/**
 * The best found in {@code k} tries of {@code n} settings, drawn without replacement: what a smaller tuning budget would have
 * bought. With the costs in ascending order, counted from 1:
 *
 * <pre>
 *   P(best &gt; x[i]) = C(n - i, k) / C(n, k)
 * </pre>
 *
 * <p>After Dodge et al., "Show your work: improved reporting of experimental results" (2019), who draw with replacement.
 */
public final class BestOf {

    private BestOf() {}

    /**
     * A quantile of the best cost: the least value that the best does not exceed with probability {@code q} or more.
     *
     * @param costs of every setting; infinite for one that never gets there
     * @param k tries, from 1 to as many as there are settings
     */
    public static double quantile(Sample costs, int k, double q) {
        int n = costs.size();
        for (int i = 1; i < n; i++) {
            double beyond = 1.0;
            for (int j = 0; j < k; j++) {
                beyond *= Math.max(0.0, (double) (n - i - j) / (n - j));
            }
            if (1.0 - beyond >= q) {
                return costs.get(i - 1);
            }
        }
        return costs.get(n - 1);
    }
}
