package lockstep.statistics;

/**
 * Whether one of two wins too often for a fair coin: the exact two-sided binomial test of wins against losses, ties left out. It
 * assumes nothing but that pairs are independent, and a run that failed is simply slower than one that did not.
 *
 * <pre>
 *   p = min(1, 2 sum over k from 0 to min(wins, losses) of C(n, k) / 2^n),   n = wins + losses
 * </pre>
 */
public record SignTest(double p) {

    public static SignTest of(int wins, int losses) {
        int n = wins + losses;
        int fewer = Math.min(wins, losses);
        if (2 * fewer == n) {
            return new SignTest(1.0);
        }
        // C(n, k) relative to the one in the middle, outwards: 1 / 2^n alone would underflow from n = 1075 on.
        double term = 1.0;
        double all = n % 2 == 0 ? 1.0 : 2.0;
        double tail = fewer == n / 2 ? 1.0 : 0.0;
        for (int k = n / 2; k >= 1; k--) {
            term *= k / (n - k + 1.0); // C(n, k - 1) / C(n, k)
            all += 2.0 * term;
            if (k - 1 <= fewer) {
                tail += term;
            }
        }
        return new SignTest(Math.min(1.0, 2.0 * tail / all));
    }
}
