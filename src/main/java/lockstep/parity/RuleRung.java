package lockstep.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.PythonRandom;
import lockstep.model.Run;
import lockstep.parity.rule.ExpectedWeights;
import lockstep.parity.rule.RuleCopies;
import lockstep.parity.step.Furthest;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;

/**
 * The two optimizers on one sequence of gradients, without a network. They are compared weight by weight, relative to the
 * largest update that the weight has had, so that a small gradient's update counts as much as a large one's; below doubles by
 * what rounding may do to the memory besides ({@link ExpectedWeights}).
 */
final class RuleRung {

    /** Eight weights whose gradients are of sizes from 1 down to 1e-7. */
    private static final int WEIGHTS = 8;

    static final int STEPS = 200;

    private RuleRung() {}

    static Finding judge(Run run, Engine scalar, Engine candidate, Engines scalars) {
        Optional<Engine.Rule> scalarRule = scalar.newRule(WEIGHTS);
        Optional<Engine.Rule> candidateRule = candidate.newRule(WEIGHTS);
        if (scalarRule.isEmpty() || candidateRule.isEmpty()) {
            return Finding.nothing(Rung.RULE, "the candidate's optimizer cannot be run without its network");
        }
        NetworkSpec network = run.network();
        List<Engine.Rule> copies = network.precision() == Precision.DOUBLE ? List.of() : copies(network, scalars);
        double relative = ExpectedWeights.relative(network);
        double ofGradient = RuleCopies.ofGradient(network);
        PythonRandom random = new PythonRandom(run.seed());
        double[] gradient = new double[WEIGHTS];
        double[] a = new double[WEIGHTS];
        double[] b = new double[WEIGHTS];
        double[] fed = new double[WEIGHTS];
        double[] largestGradient = new double[WEIGHTS];
        double[] copied = new double[WEIGHTS];
        double[] largest = new double[WEIGHTS];
        double[] spread = new double[WEIGHTS];
        Furthest furthest = new Furthest(Rung.RULE);
        for (int step = 0; step < STEPS && !furthest.exceeded(); step++) {
            for (int i = 0; i < WEIGHTS; i++) {
                gradient[i] = random.uniform(-1.0, 1.0) * Math.pow(10.0, -i);
            }
            network.precision().round(gradient);
            scalarRule.get().step(gradient, a);
            candidateRule.get().step(gradient, b);
            double turn = RuleCopies.turn(network, step);
            Arrays.fill(spread, 0.0);
            for (int c = 0; c < copies.size(); c++) {
                for (int i = 0; i < WEIGHTS; i++) {
                    largestGradient[i] = Math.max(largestGradient[i], Math.abs(gradient[i]));
                    double error = ofGradient * largestGradient[i];
                    fed[i] = gradient[i] + turn * RuleCopies.direction(network.precision(), c, i) * error;
                }
                copies.get(c).step(fed, copied);
                RuleCopies.spread(a, copied, spread);
            }
            for (int i = 0; i < WEIGHTS; i++) {
                if (Double.isFinite(a[i])) { // else it is a fault, as no gradient is above 1, and allows nothing
                    largest[i] = Math.max(largest[i], Math.abs(a[i]));
                }
                double allowed = relative * largest[i] + RuleCopies.MULTIPLE * spread[i];
                furthest.see(step, "update[" + i + "]", a[i], b[i], allowed);
            }
        }
        return furthest.finding();
    }

    /** The rule with every way to round its memory. */
    private static List<Engine.Rule> copies(NetworkSpec network, Engines scalars) {
        List<Engine.Rule> copies = new ArrayList<>();
        for (int c = 0; c < RuleCopies.count(network); c++) {
            try (Engine engine = RuleCopies.copy(c, network, scalars)) {
                engine.newRule(WEIGHTS).ifPresent(copies::add);
            }
        }
        return copies;
    }
}
