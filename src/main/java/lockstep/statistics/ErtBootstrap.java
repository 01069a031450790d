package lockstep.statistics;

import java.util.Arrays;
import java.util.List;
import lockstep.model.PythonRandom;

/**
 * The expected running times of several optimizers on starts that are drawn, with replacement, from those of a race: the same
 * starts for every optimizer, because under one seed they begin at the same weights. Start {@code int(n * random())} is drawn
 * {@code n} times a resample, always from the same seed.
 *
 * <p>Source: Efron, "Bootstrap methods: another look at the jackknife" (1979).
 */
public final class ErtBootstrap {

    private static final int RESAMPLES = 2000;

    /** How many are cut off at each end: 2.5 %. */
    private static final int TAIL = RESAMPLES / 40;

    private static final long SEED = 1979;

    private final double[][] erts; // optimizer, resample

    private ErtBootstrap(double[][] erts) {
        this.erts = erts;
    }

    /** @param optimizers with as many starts each, at least one */
    public static ErtBootstrap of(List<StartCosts> optimizers) {
        double[][] erts = new double[optimizers.size()][RESAMPLES];
        int n = optimizers.isEmpty() ? 0 : optimizers.get(0).starts();
        int[] drawn = new int[n];
        PythonRandom random = new PythonRandom(SEED);
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < n; i++) {
                drawn[i] = (int) (n * random.random());
            }
            for (int o = 0; o < erts.length; o++) {
                double[] epochs = optimizers.get(o).epochs();
                double[] reached = optimizers.get(o).reached();
                double spent = 0.0;
                double successes = 0.0;
                for (int start : drawn) {
                    spent += epochs[start];
                    successes += reached[start];
                }
                erts[o][r] = StartCosts.ert(spent, successes);
            }
        }
        return new ErtBootstrap(erts);
    }

    /** The percentile interval of an optimizer's expected running time at 95 %; either end may be infinite. */
    public BootstrapInterval interval(int optimizer) {
        return middle(erts[optimizer].clone());
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

    /** 1 of equals: neither of the two ever got there, or both were there before they began. */
    static double ratio(double a, double b) {
        return a == b ? 1.0 : a / b;
    }

    static BootstrapInterval middle(double[] values) {
        Arrays.sort(values);
        return new BootstrapInterval(values[TAIL], values[values.length - 1 - TAIL]);
    }
}
