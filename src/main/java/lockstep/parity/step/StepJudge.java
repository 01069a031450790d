package lockstep.parity.step;

import java.util.LinkedHashSet;
import java.util.Set;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engine.Ability;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.parity.bound.RoundingBound;
import lockstep.parity.rule.Drift;
import lockstep.parity.rule.ExpectedWeights;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Sharpness;
import org.jspecify.annotations.Nullable;

/**
 * Judges steps that both sides make from the same weights, one after another: the loss and each number of the gradient by what
 * rounding may do to it ({@link RoundingBound}), each new weight by the rule on the candidate's own gradient ({@link
 * ExpectedWeights}).
 */
public final class StepJudge implements AutoCloseable {

    /** So many steps from the first on, and one in so many after them, are asked how small a fault they would have shown. */
    private static final int ASKED = 16;

    /** What goes before a weight's name where the weight is one after a step. */
    public static final String NEW = "new ";

    private final Rung rung;
    private final NetworkSpec network;
    private final boolean surer;
    private final RoundingBound bound;
    private final ExpectedWeights expected;
    private final Furthest furthest;
    private final Set<String> missing = new LinkedHashSet<>();
    private final double[] scalarGradient;
    private final double[] candidateGradient;
    private final double[] after;
    private final double[] room;
    private int kinkSteps;

    /** Where a step whose loss is wrong is wrong in its weights. */
    private @Nullable Furthest ofLoss;

    // The smallest relative faults of the gradient and of the rate that a step that was asked would have shown.
    private double ofGradient = Double.NaN;
    private double ofRate = Double.NaN;

    /** @param surer whether the rule's own thresholds are measured too, which takes longer: only where a difference was found; below doubles
     *     always */
    public StepJudge(Rung rung, NetworkSpec network, Engines scalars, boolean surer) {
        int n = network.weightCount();
        this.rung = rung;
        this.network = network;
        this.surer = surer || network.precision() != Precision.DOUBLE;
        this.bound = RoundingBound.of(network);
        this.expected = new ExpectedWeights(network, scalars);
        this.furthest = new Furthest(rung);
        this.scalarGradient = new double[n];
        this.candidateGradient = new double[n];
        this.after = new double[n];
        this.room = new double[n];
    }

    /**
     * Looks at a step that both engines have made.
     *
     * @param before the weights that both had before it
     */
    public void see(
            int step,
            double[] before,
            Batch batch,
            Engine scalar,
            double scalarLoss,
            Engine candidate,
            double candidateLoss) {
        double[] gradient = candidate.can(Ability.READ_GRADIENT) ? candidate.gradient(candidateGradient) : null;
        boolean readsWeights = candidate.can(Ability.READ_WEIGHTS);
        if (readsWeights) {
            candidate.readWeights(after);
        }
        var told = new CandidateStep(before, batch, candidateLoss, gradient, readsWeights ? after : null);
        see(step, told, null, scalar, scalarLoss);
    }

    /**
     * Looks at a step of the candidate's, whose first half the scalar network makes here.
     *
     * @param drift how far the weights before may be from the candidate's own; null where they are these
     */
    public void see(int step, CandidateStep candidate, @Nullable Drift drift) {
        Engine scalar = expected.network();
        scalar.loadWeights(candidate.before());
        see(step, candidate, drift, scalar, scalar.differentiate(candidate.batch()));
    }

    /** The scalar network of these steps, with these weights. */
    Engine scalarAt(double[] weights) {
        expected.values(); // while its network has them
        expected.network().loadWeights(weights);
        return expected.network();
    }

    /**
     * Looks at a step that a scalar network has made too.
     *
     * @param drift how far the weights before may be from the candidate's own; null where they are these
     * @param scalar has just made it, from the same weights
     */
    private void see(int step, CandidateStep candidate, @Nullable Drift drift, Engine scalar, double scalarLoss) {
        double[] before = candidate.before();
        scalar.readGradient(scalarGradient);
        bound.at(before, candidate.batch(), scalar);
        kinkSteps += bound.kinks() > 0 ? 1 : 0;
        if (drift != null) {
            drift.at(before, candidate.batch(), scalarLoss, scalarGradient);
        }
        double allowedLoss = drift == null ? bound.loss() : bound.loss() + drift.ofLoss();
        furthest.see(step, "loss", scalarLoss, candidate.loss(), allowedLoss, bound.lossOfKinks());
        boolean asked = step < ASKED || step % ASKED == 0;
        Furthest place = furthest;
        if (furthest.exceeded() && !furthest.overflowed()) {
            place = new Furthest(rung);
            ofLoss = place;
        }
        double[] gradient = candidate.gradient();
        if (gradient == null) {
            missing.add("it gives no gradient");
        } else if (asked || !bound.holds(scalarGradient, gradient, place.share())) {
            double[] allowed = drift == null ? bound.gradient() : sum(bound.gradient(), drift.ofGradient());
            double[] ofKinks = bound.kinks() > 0 ? bound.ofKinks() : null;
            place.see(network, step, "gradient of ", scalarGradient, gradient, allowed, ofKinks);
            if (asked) {
                ofGradient = Sharpness.sharper(ofGradient, allowed, scalarGradient);
            }
        }
        double[] weights = candidate.after();
        if (weights == null) {
            missing.add("it gives no weights");
        }
        if (place.exceeded() || (weights == null && gradient == null)) {
            return;
        }
        expect(before, scalar, gradient);
        if (drift != null) {
            sum(expected.allowed(), drift.far(), expected.allowed());
        }
        if (weights != null && (asked || !expected.holds(weights, place.share()))) {
            place.see(network, step, NEW, expected.values(), weights, expected.allowed());
            if (asked) {
                ofRate = Sharpness.sharper(ofRate, expected.allowed(), expected.changes(before));
            }
        }
        if (weights != null
                && gradient == null
                && drift == null
                && kinkSteps > 0
                && bound.kinks() == 0
                && !place.exceeded()) {
            int excused = expected.excusedByAKink(weights);
            if (excused >= 0) {
                place.seeNobodyKnows(
                        network,
                        step,
                        NEW,
                        excused,
                        expected.values()[excused],
                        weights[excused],
                        Finding.SIDE_UNKNOWN);
            }
        }
    }

    /** The weights that a right program has after the last step, and how far it may be from them. */
    public ExpectedWeights expected() {
        return expected;
    }

    private double[] sum(double[] a, double[] b) {
        sum(a, b, room);
        return room;
    }

    private static void sum(double[] a, double[] b, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = a[i] + b[i];
        }
    }

    /** Goes on where a network is that has been trained before. */
    void resume(double[][] memory, int steps) {
        expected.resume(memory, steps);
    }

    private void expect(double[] before, Engine scalar, double @Nullable [] gradient) {
        if (gradient == null) {
            expected.step(before, scalarGradient, scalar);
            expected.widen(before, scalarGradient, bound.gradient(), bound.ofKinks());
            return;
        }
        expected.step(before, gradient, scalar);
        if (surer) {
            expected.widen(before, gradient);
        }
    }

    /** Whether no step after the last can be judged: something was beyond what is allowed, or both sides overflowed. */
    public boolean isDone() {
        return furthest.exceeded();
    }

    /** Whether it was that both sides overflowed. */
    public boolean overflowed() {
        return furthest.overflowed();
    }

    /** A sentence on what the candidate did not give. */
    public String notJudged() {
        return "of the candidate, not all could be judged: " + String.join("; ", missing);
    }

    /** What the candidate did not give. */
    public Set<String> missing() {
        return missing;
    }

    public Finding finding() {
        double ofWeight = Double.isNaN(ofRate) ? Double.NaN : expected.sharpnessOfAWeight();
        Finding finding = furthest.finding().with(kinkSteps, new Sharpness(ofRate, ofGradient, ofWeight));
        return ofLoss == null || !ofLoss.exceeded() || ofLoss.overflowed()
                ? finding
                : finding.withNote(ofLoss.finding().inWords());
    }

    @Override
    public void close() {
        expected.close();
    }
}
