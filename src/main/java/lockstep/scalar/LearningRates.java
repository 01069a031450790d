package lockstep.scalar;

import lockstep.model.NetworkSpec;
import lockstep.model.Schedule;

/**
 * The learning rate of each step. In the formulas {@code rate} is the optimizer's own, and {@code i} counts the steps or the
 * epochs that were made before, from 0 on.
 */
public final class LearningRates {

    /** A schedule at work. */
    public interface Rates {
        /** The learning rate of the step that so many steps went before. */
        double after(int steps);
    }

    private final double rate;
    private final int stepsPerEpoch;

    private LearningRates(double rate, int stepsPerEpoch) {
        this.rate = rate;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    /** The rates of a network, by its optimizer and its schedule. */
    public static Rates of(NetworkSpec spec) {
        return new LearningRates(spec.optimizer().learningRate(), spec.stepsPerEpoch()).of(spec.schedule());
    }

    private Rates of(Schedule schedule) {
        if (schedule instanceof Schedule.Constant) {
            return steps -> rate;
        }
        if (schedule instanceof Schedule.Ramp ramp) {
            return ramp(ramp);
        }
        Rates formula = formula(schedule);
        return switch (schedule.by()) {
            case STEP -> formula;
            case EPOCH -> steps -> formula.after(steps / stepsPerEpoch);
        };
    }

    /** {@code base * (i + 1) / n}, until that is the base itself; i counts steps, whatever the base counts. */
    private Rates ramp(Schedule.Ramp ramp) {
        Rates base = of(ramp.base());
        int n = ramp.steps();
        return i -> i < n - 1 ? base.after(i) * ((i + 1) / (double) n) : base.after(i);
    }

    private Rates formula(Schedule schedule) {
        if (schedule instanceof Schedule.Step s) {
            // rate * decayRate^(i / every), the quotient being rounded down
            return i -> rate * StrictMath.pow(s.decayRate(), Math.floorDiv(i, s.every()));
        }
        if (schedule instanceof Schedule.Exponential s) {
            // rate * gamma^i
            return i -> rate * StrictMath.pow(s.gamma(), i);
        }
        if (schedule instanceof Schedule.Inverse s) {
            // rate / (1 + gamma i)^power
            return i -> rate / StrictMath.pow(1.0 + s.gamma() * i, s.power());
        }
        if (schedule instanceof Schedule.Poly s) {
            // rate * (1 + i / length)^power, then 0: DL4J's, which rises. Caffe's, after which it is named, falls: 1 -
            // i / length.
            return i -> i < s.length() ? rate * StrictMath.pow(1.0 + i / (double) s.length(), s.power()) : 0.0;
        }
        if (schedule instanceof Schedule.Sigmoid s) {
            // rate / (1 + e^(-gamma (i - midpoint))), which rises where gamma is above 0
            return i -> rate / (1.0 + StrictMath.exp(-s.gamma() * (i - s.midpoint())));
        }
        if (schedule instanceof Schedule.Table table) {
            return table(table);
        }
        if (schedule instanceof Schedule.Cycle cycle) {
            return i -> cycle(cycle, i % cycle.length());
        }
        throw new IllegalArgumentException("unknown schedule " + schedule);
    }

    /** {@code rate * factor}, the factor being the last one whose count is not above i. */
    private Rates table(Schedule.Table table) {
        int[] from =
                table.factors().keySet().stream().mapToInt(Integer::intValue).toArray();
        double[] rates = table.factors().values().stream()
                .mapToDouble(factor -> rate * factor)
                .toArray();
        return i -> {
            int k = from.length - 1;
            while (from[k] > i) {
                k--;
            }
            return rates[k];
        };
    }

    /**
     * With {@code peak = peakFactor * rate} and {@code half} of what the annealing leaves of a cycle, i counting from its start:
     *
     * <pre>
     *   rate + (peak - rate) * i / half                       for i below half
     *   peak - (peak - rate) * (i - half) / half              for i below twice half
     *   rate * annealingDecay^(i - (length - annealing))      then
     * </pre>
     *
     * <p>Where the annealing leaves an odd number, DL4J's half is rounded down, and the exponent is -1 once: with a decay of 0.1
     * the rate leaps to ten times itself for one step.
     */
    private double cycle(Schedule.Cycle cycle, int i) {
        double peak = cycle.peakFactor() * rate;
        int half = (cycle.length() - cycle.annealingLength()) / 2;
        if (i < half) {
            return rate + (peak - rate) / half * i;
        }
        if (i < 2 * half) {
            return peak - (peak - rate) / half * (i - half);
        }
        return rate * StrictMath.pow(cycle.annealingDecay(), i - (cycle.length() - cycle.annealingLength()));
    }
}
