package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Adamax;
import lockstep.optim.Step;

/** {@link Adamax} with the faults of Adam's family. */
record FaultyAdamax(Adamax right, Faults faults) implements FaultyOptimizer {

    @Override
    public void update(double[] gradient, double[] w, double[][] state, Step step) {
        FaultyMoments moments = new FaultyMoments(right.beta1(), right.beta2(), faults);
        double beta1 = moments.beta1();
        double beta2 = moments.beta2();
        double a = step.orElse(step.learningRate() / moments.correction(step, beta1), right.epsilon());
        double within = faults.has(Fault.EPSILON_IN_MAXIMUM) ? right.epsilon() : 0.0;
        double after = faults.has(Fault.EPSILON_AFTER_MAXIMUM) ? right.epsilon() : 0.0;
        double[] m = state[0];
        double[] s = state[1];
        for (int i = 0; i < w.length; i++) {
            double g = gradient[i];
            m[i] = beta1 * m[i] + g * (1.0 - beta1);
            s[i] = Math.max(beta2 * s[i], Math.abs(g) + within) + 1e-32;
            w[i] -= m[i] * a / (s[i] + after);
        }
    }
}
