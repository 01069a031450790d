package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Adabelief;
import lockstep.optim.Step;

/** {@link Adabelief} with the faults of Adam's family. */
record FaultyAdabelief(Adabelief right, Faults faults) implements FaultyOptimizer {

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        FaultyMoments moments = new FaultyMoments(right.beta1(), right.beta2(), faults);
        double beta2 = moments.beta2();
        double epsilon = moments.epsilon(right.epsilon(), step);
        double a = moments.size(step, right.epsilon());
        double[] m = state[0];
        double[] s = state[1];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            m[i] = moments.mean(m[i], g);
            double surprise = g - m[i];
            s[i] = beta2 * s[i] + surprise * surprise * (1.0 - beta2) + right.epsilon();
            w[i] -= m[i] * a / FaultyRules.divisor(s[i], epsilon, faults);
            if (faults.has(Fault.ROOT_IN_PLACE)) {
                s[i] = Math.sqrt(s[i]);
            }
        }
    }
}
