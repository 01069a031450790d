package lockstep.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The share of runs that have not yet converged, as time goes by, where of some it is only known that they had not converged
 * when their observation ended. With {@code n} runs still observed just before a time and {@code d} of them converging at it:
 *
 * <pre>
 *   S = product over the times of (1 - d / n)              Greenwood:  v = sum of d / (n (n - d))
 *   95 %:  S^exp(-+ z sqrt(v) / log S)
 * </pre>
 *
 * The interval is the log-log one, which stays between 0 and 1.
 *
 * <p>Source: Kaplan and Meier, "Nonparametric estimation from incomplete observations" (1958); Kalbfleisch and Prentice, "The
 * statistical analysis of failure time data" (1980), for the interval.
 *
 * @param steps in the order of time, one for each time at which a run converged
 */
public record KaplanMeier(List<Step> steps) {

    public KaplanMeier {
        steps = List.copyOf(steps);
    }

    /**
     * A step of the curve.
     *
     * @param atRisk runs observed, and not converged, just before the time
     * @param converged runs that converged at it
     * @param survival the share not converged from this time on, with the ends of its 95 % interval; NaN at both ends once all
     *     have converged
     */
    public record Step(double time, int atRisk, int converged, double survival, double low, double high) {}

    /**
     * The curve.
     *
     * @param times when a run converged, or until when it was observed
     * @param converged which of the two
     */
    public static KaplanMeier of(double[] times, boolean[] converged) {
        double[] events = events(times, converged);
        double[] all = times.clone();
        Arrays.sort(all);
        List<Step> steps = new ArrayList<>();
        double survival = 1.0;
        double greenwood = 0.0;
        int before = 0;
        for (int e = 0; e < events.length; ) {
            double time = events[e];
            int d = 0;
            while (e < events.length && events[e] == time) {
                e++;
                d++;
            }
            while (all[before] < time) {
                before++;
            }
            int n = all.length - before;
            survival *= 1.0 - (double) d / n;
            greenwood += (double) d / ((double) n * (n - d));
            double width = Normal.TWO_SIDED_5_PERCENT * Math.sqrt(greenwood) / StrictMath.log(survival);
            steps.add(new Step(
                    time,
                    n,
                    d,
                    survival,
                    survival == 0.0 ? Double.NaN : StrictMath.pow(survival, StrictMath.exp(-width)),
                    survival == 0.0 ? Double.NaN : StrictMath.pow(survival, StrictMath.exp(width))));
        }
        return new KaplanMeier(steps);
    }

    private static double[] events(double[] times, boolean[] converged) {
        double[] events = new double[times.length];
        int count = 0;
        for (int i = 0; i < times.length; i++) {
            if (converged[i]) {
                events[count++] = times[i];
            }
        }
        double[] sorted = Arrays.copyOf(events, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
