package lockstep.fault.rule;

import java.util.Arrays;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Nadam;
import lockstep.optim.Step;

/** {@link Nadam} with the faults of Adam's family, and the paper's form in the two points where DL4J differs. */
record FaultyNadam(Nadam right, Faults faults, Products products) implements FaultyOptimizer {

    FaultyNadam(Nadam right, Faults faults) {
        this(right, faults, new Products(right.beta1()));
    }

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        FaultyMoments moments = new FaultyMoments(right.beta1(), right.beta2(), faults);
        double rate = step.learningRate();
        double beta1 = moments.beta1();
        double beta2 = moments.beta2();
        double epsilon = FaultyRules.epsilon(right.epsilon(), faults);
        double ofMean = beta1;
        double meanCorrection = moments.correction(step, beta1);
        double ofGradient = 1.0;
        double gradientCorrection = meanCorrection;
        boolean repeated = faults.has(Fault.NADAM_SCHEDULE_REPEATED);
        boolean scheduled = repeated || faults.has(Fault.NADAM_SCHEDULE);
        if (scheduled) {
            // The paper's: w -= rate * (mu(t+1) m / (1 - mu(1)...mu(t+1)) + (1 - mu(t)) g / (1 - mu(1)...mu(t))) / ...
            double product = products.through(step.t());
            ofMean = scheduled(step.t() + 1);
            ofGradient = (1.0 - scheduled(step.t())) / (1.0 - beta1);
            gradientCorrection = 1.0 - product;
            meanCorrection = 1.0 - product * ofMean * (repeated ? scheduled(step.t()) : 1.0);
        }
        double secondCorrection = faults.has(Fault.SECOND_MOMENT_CORRECTED) ? step.correction(beta2) : 1.0;
        double[] m = state[0];
        double[] v = state[1];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            double q = g * (1.0 - beta1);
            m[i] = beta1 * m[i] + q;
            v[i] = beta2 * v[i] + g * g * FaultyRules.ofSquare(beta2, faults);
            double mean = scheduled
                    ? m[i] * ofMean / meanCorrection + q * ofGradient / gradientCorrection
                    : (m[i] * ofMean + q) / meanCorrection;
            w[i] -= rate * mean / FaultyRules.divisor(v[i] / secondCorrection, epsilon, faults);
            if (faults.has(Fault.ROOT_IN_PLACE)) {
                v[i] = Math.sqrt(v[i]);
            }
        }
    }

    private double scheduled(int t) {
        return scheduled(right.beta1(), t);
    }

    private static double scheduled(double beta1, int t) {
        return beta1 * (1.0 - 0.5 * StrictMath.pow(0.96, 0.004 * t));
    }

    /** {@code mu(1) ... mu(t)}, each product made once: a step would take longer the later it comes. */
    static final class Products {

        private final double beta1;
        private volatile double[] through = {1.0};

        Products(double beta1) {
            this.beta1 = beta1;
        }

        double through(int t) {
            double[] known = through;
            if (t >= known.length) {
                double[] more = Arrays.copyOf(known, Math.max(2 * known.length, t + 1));
                for (int k = known.length; k < more.length; k++) {
                    more[k] = more[k - 1] * scheduled(beta1, k);
                }
                through = more;
                known = more;
            }
            return known[t];
        }
    }
}
