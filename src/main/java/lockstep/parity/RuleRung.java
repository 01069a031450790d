package lockstep.parity;

import java.util.Optional;
import lockstep.model.Engine;
import lockstep.model.PythonRandom;
import lockstep.model.Run;

/**
 * The two optimizers on one sequence of gradients, without a network. They are compared weight by weight, relative to the
 * largest update that the weight has had, so that a small gradient's update counts as much as a large one's.
 */
final class RuleRung {

    /** Eight weights whose gradients are of sizes from 1 down to 1e-7. */
    private static final int WEIGHTS = 8;

    static final int STEPS = 200;

    /** Rules differ by their rounding only: about 1e-16 a step, and their memories by a few times that. */
    static final double RELATIVE = 1e-12;

    private RuleRung() {}

    static Finding judge(Run run, Engine scalar, Engine candidate) {
        Optional<Engine.Rule> scalarRule = scalar.newRule(WEIGHTS);
        Optional<Engine.Rule> candidateRule = candidate.newRule(WEIGHTS);
        if (scalarRule.isEmpty() || candidateRule.isEmpty()) {
            return Finding.nothing(Rung.RULE, "the candidate's optimizer cannot be run without its network");
        }
        PythonRandom random = new PythonRandom(run.seed());
        double[] gradient = new double[WEIGHTS];
        double[] a = new double[WEIGHTS];
        double[] b = new double[WEIGHTS];
        double[] largest = new double[WEIGHTS];
        Furthest furthest = new Furthest(Rung.RULE);
        for (int step = 0; step < STEPS && !furthest.exceeded(); step++) {
            for (int i = 0; i < WEIGHTS; i++) {
                gradient[i] = random.uniform(-1.0, 1.0) * Math.pow(10.0, -i);
            }
            scalarRule.get().step(gradient, a);
            candidateRule.get().step(gradient, b);
            for (int i = 0; i < WEIGHTS; i++) {
                largest[i] = Math.max(largest[i], Math.abs(a[i]));
                furthest.see(step, "update[" + i + "]", a[i], b[i], RELATIVE * largest[i]);
            }
        }
        return furthest.finding();
    }
}
