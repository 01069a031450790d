package lockstep.statistics;

import java.util.Arrays;
import java.util.List;
import lockstep.model.PythonRandom;

/**
 * The expected running times of several optimizers on starts that are drawn, with replacement, from those of a race: the same
 * starts for every optimizer, because under one seed they begin at the same weights. Start {@code int(n * random())} is drawn
 * {@code n} times a resample, always from the same seed. If there are more than 1,024 starts, runs of neighbours are added up
 * first, and their sums are drawn instead: these are independent too, and that many tell the spread of a sum to 2 %.
 *
 * <p>Source: Efron, "Bootstrap methods: another look at the jackknife" (1979).
 */
public final class ErtBootstrap {

    private static final int RESAMPLES = 1000;

    /** How many are cut off at each end: 2.5 %. */
    private static final int TAIL = RESAMPLES / 40;

    private static final int LARGEST = 1024;
    private static final long SEED = 1979;

    private final double[][] erts; // optimizer, resample

    private ErtBootstrap(double[][] erts) {
        this.erts = erts;
    }

    /**
     * Draws the resamples.
     *
     * @param optimizers with the same number of starts each, at least one
     */
    public static ErtBootstrap of(List<StartCosts> optimizers) {
        double[][] epochs = optimizers.stream()
                .map(costs -> Neighbours.added(costs.epochs(), LARGEST))
                .toArray(double[][]::new);
        double[][] reached = optimizers.stream()
                .map(costs -> Neighbours.added(costs.reached(), LARGEST))
                .toArray(double[][]::new);
        double[][] erts = new double[epochs.length][RESAMPLES];
        int[] drawn = new int[epochs.length == 0 ? 0 : epochs[0].length];
        PythonRandom random = new PythonRandom(SEED);
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = (int) (drawn.length * random.random());
            }
            for (int o = 0; o < erts.length; o++) {
                erts[o][r] = StartCosts.ert(sum(epochs[o], drawn), sum(reached[o], drawn));
            }
        }
        return new ErtBootstrap(erts);
    }

    private static double sum(double[] values, int[] drawn) {
        double sum = 0.0;
        for (int i : drawn) {
            sum += values[i];
        }
        return sum;
    }

    /** The percentile interval of an optimizer's expected running time at 95 %; either end may be infinite. */
    public BootstrapInterval interval(int optimizer) {
        double[] sorted = erts[optimizer].clone();
        Arrays.sort(sorted);
        return middle(sorted);
    }

    /** The ratio of the expected running times of two, resample by resample, in ascending order. */
    double[] ratios(int a, int b) {
        double[] ratios = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            ratios[r] = ratio(erts[a][r], erts[b][r]);
        }
        Arrays.sort(ratios);
        return ratios;
    }

    /** 1 for equals: neither of the two ever got there, or both were there before they began. */
    static double ratio(double a, double b) {
        return a == b ? 1.0 : a / b;
    }

    static BootstrapInterval middle(double[] sorted) {
        return new BootstrapInterval(sorted[TAIL], sorted[RESAMPLES - 1 - TAIL]);
    }
}
