package lockstep.parity;

import java.util.LinkedHashSet;
import java.util.Set;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engine.Ability;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.parity.bound.RoundingBound;

/**
 * Judges steps that both sides make from the same weights, one after another: the loss and each number of the gradient by what
 * rounding may do to it ({@link RoundingBound}), each new weight by the rule on the candidate's own gradient ({@link
 * ExpectedWeights}).
 */
final class StepJudge implements AutoCloseable {

    /** Some roundings of the candidate's own gradient: too few to hide a fault, enough to cross a rule's threshold. */
    private static final double FEW_ROUNDINGS = 4.0 * 0x1p-53;

    /** What goes before a weight's name where the weight is one after a step. */
    static final String NEW = "new ";

    private final NetworkSpec network;
    private final boolean surer;
    private final RoundingBound bound;
    private final ExpectedWeights expected;
    private final Furthest furthest;
    private final Set<String> missing = new LinkedHashSet<>();
    private final double[] scalarGradient;
    private final double[] candidateGradient;
    private final double[] error;
    private final double[] after;
    private int kinkSteps;

    /** @param surer whether the rule's own thresholds are measured too, which takes longer: only where a difference was found */
    StepJudge(Rung rung, NetworkSpec network, Engines scalars, boolean surer) {
        int n = network.weightCount();
        this.network = network;
        this.surer = surer;
        this.bound = doubles(network);
        this.expected = new ExpectedWeights(network, scalars);
        this.furthest = new Furthest(rung);
        this.scalarGradient = new double[n];
        this.candidateGradient = new double[n];
        this.error = new double[n];
        this.after = new double[n];
    }

    /** What rounding may do where both sides compute in doubles. */
    static RoundingBound doubles(NetworkSpec network) {
        return new RoundingBound(network, 0x1p-53, Double.MIN_NORMAL);
    }

    /**
     * Looks at a step that both sides have made.
     *
     * @param before the weights that both had before it
     */
    void see(
            int step,
            double[] before,
            Batch batch,
            Engine scalar,
            double scalarLoss,
            Engine candidate,
            double candidateLoss) {
        bound.at(before, batch);
        kinkSteps += bound.kinks() > 0 ? 1 : 0;
        furthest.see(step, "loss", scalarLoss, candidateLoss, bound.loss());
        boolean readsGradient = candidate.can(Ability.READ_GRADIENT);
        if (readsGradient) {
            scalar.readGradient(scalarGradient);
            candidate.readGradient(candidateGradient);
            furthest.see(network, step, "gradient of ", scalarGradient, candidateGradient, bound.gradient());
        } else {
            missing.add("it gives no gradient");
        }
        boolean readsWeights = candidate.can(Ability.READ_WEIGHTS);
        if (readsWeights) {
            candidate.readWeights(after);
        } else {
            missing.add("it gives no weights");
        }
        if (readsWeights && !furthest.exceeded()) {
            expect(before, scalar, readsGradient);
            furthest.see(network, step, NEW, expected.values(), after, expected.allowed());
        }
    }

    private void expect(double[] before, Engine scalar, boolean readsGradient) {
        if (!readsGradient) {
            scalar.readGradient(scalarGradient);
            expected.step(before, scalarGradient, scalar);
            expected.widen(before, scalarGradient, bound.gradient());
            return;
        }
        expected.step(before, candidateGradient, scalar);
        if (surer) {
            for (int i = 0; i < error.length; i++) {
                error[i] = FEW_ROUNDINGS * Math.abs(candidateGradient[i]);
            }
            expected.widen(before, candidateGradient, error);
        }
    }

    /** The candidate's weights after the last step, if it gives any; the array is used again by the next. */
    double[] after() {
        return after;
    }

    /** Whether no step after the last can be judged: something was beyond what is allowed, or both sides overflowed. */
    boolean isDone() {
        return furthest.exceeded();
    }

    /** Whether it was that both sides overflowed. */
    boolean overflowed() {
        return furthest.overflowed();
    }

    /** What the candidate did not give. */
    Set<String> missing() {
        return missing;
    }

    Finding finding() {
        return furthest.finding().withKinkSteps(kinkSteps);
    }

    @Override
    public void close() {
        expected.close();
    }
}
