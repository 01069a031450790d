package lockstep.parity.step;

import java.util.List;
import lockstep.model.Batch;
import lockstep.model.Clipping;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.TrainingSteps;
import lockstep.optim.Adabelief;
import lockstep.parity.rule.Drift;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;

/**
 * Redoes a candidate's steps, each from the candidate's own weights, and judges them one by one as they come: from an engine that
 * runs freely, a recorded trace, or a network that somebody else trains. The loss and the gradient are held against a scalar
 * network's at the same weights, the new weights against the scalar rule on the candidate's own gradient. Nothing grows with the
 * number of steps.
 */
public final class Shadow implements AutoCloseable {

    private final NetworkSpec network;
    private final StepJudge judge;
    private final Drift drift;

    /** The weights that the next step goes from: the candidate's own array, or the rule's. */
    private double[] before;

    /** Those that the rule has made. */
    private final double[] ofRule;

    private int step;
    private int judged;

    /** In how many steps the rule stood in for weights that were not told. */
    private int ruled;

    /** Whether it is known from which weights the next step goes. */
    private boolean known = true;

    /** Whether the rule was fed every step so far. */
    private boolean remembered = true;

    /**
     * A shadow before the first step.
     *
     * @param scalars makes scalar networks
     * @param surer whether the rule's own thresholds are measured too ({@link StepJudge}); whoever can show the steps again
     *     needs it only after a difference
     */
    public Shadow(NetworkSpec network, Engines scalars, boolean surer) {
        this.network = network;
        this.judge = new StepJudge(Rung.FREE, network, scalars, surer);
        this.drift = new Drift(network, scalars);
        this.ofRule = new double[network.weightCount()];
        this.before = ofRule;
    }

    /**
     * One of steps that can be shown once only: a rule's thresholds are measured where a rounding may carry it over one, which is where
     * it takes differences of what is nearly equal.
     */
    public Shadow(NetworkSpec network, Engines scalars) {
        this(network, scalars, network.optimizer() instanceof Adabelief || isClipped(network));
    }

    private static boolean isClipped(NetworkSpec network) {
        return network.layers().stream().anyMatch(layer -> !layer.clipping().equals(Clipping.NONE));
    }

    /**
     * Goes on with the step that a network is at, which was trained before, or of which steps are left out.
     *
     * @param memory what its optimizer remembers, as {@link Engine#resume} takes it
     * @param steps how many it has made
     */
    public void resume(double[][] memory, int steps) {
        judge.resume(memory, steps);
        step = steps;
    }

    /**
     * Judges the next step. Every step has to be shown, because the optimizer remembers them, unless the shadow is to
     * {@linkplain #resume resume}.
     *
     * @return whether the next one can be judged: nothing was beyond what is allowed, and not both sides overflowed
     */
    public boolean see(CandidateStep told) {
        if (!isDone()) {
            judge.see(step, told, null);
            step++;
            judged++;
        }
        return !isDone();
    }

    /** The weights that the first {@link #follow}ed step goes from. They are looked at in that step, and not copied. */
    public void startAt(double[] weights) {
        before = weights;
    }

    /**
     * Judges the next of steps that follow each other. Where the candidate tells no weights, the rule on its gradient makes them.
     * Where neither, nobody knows from where the next step goes: nothing is judged until weights are told again, and then the loss
     * and the gradient only, because what the optimizer remembers is not known any more.
     *
     * @return whether the step was judged
     */
    public boolean follow(Batch batch, TrainingSteps told) {
        double[] gradient = told.gradient();
        double[] weights = told.weights();
        boolean isJudged = known && !isDone();
        boolean isFed = isJudged && remembered && (gradient != null || (weights != null && drift.isNone()));
        if (isJudged) {
            var seen = new CandidateStep(before, batch, told.loss(), gradient, isFed ? weights : null);
            judge.see(step, seen, drift.isNone() ? null : drift);
            judged++;
        }
        remembered &= isFed;
        known = weights != null || isFed;
        if (weights != null) {
            before = weights;
            drift.end();
        } else if (isFed) {
            System.arraycopy(judge.expected().values(), 0, ofRule, 0, ofRule.length);
            before = ofRule;
            drift.set(judge.expected().allowed());
            ruled++;
        }
        step++;
        return isJudged;
    }

    /**
     * Copies out what the scalar network answers with the weights that the next step goes from.
     *
     * @return false if nobody knows them; then nothing is copied
     */
    public boolean readOutputs(Batch batch, double[] into) {
        if (known) {
            judge.scalarAt(before).readOutputs(batch, into);
        }
        return known;
    }

    /** What is to be said of steps whose weights were not told; empty if there were none. */
    public String notTold() {
        return ruled == 0
                ? ""
                : "after " + ruled + " of " + step
                        + " steps it tells no weights: the rule on its gradients stands in for them";
    }

    /** Whether it was that both sides overflowed. */
    public boolean overflowed() {
        return judge.overflowed();
    }

    /** Whether no further step can be judged. */
    public boolean isDone() {
        return judge.isDone();
    }

    /** How many steps were judged; the one that broke is among them, one that both sides overflowed in is not. */
    public int judged() {
        return judge.overflowed() ? judged - 1 : judged;
    }

    /** What was found so far. */
    public Finding finding() {
        return judge.finding();
    }

    /** The verdict on the steps so far. */
    public Verdict verdict() {
        Finding finding = judge.finding();
        if (finding.holds() && !judge.missing().isEmpty()) {
            finding = finding.withNote(judge.notJudged());
        }
        Verdict.Kind kind = finding.holds()
                ? Verdict.Kind.AGREE
                : finding.overflowed() ? Verdict.Kind.UNDECIDED : Verdict.Kind.DISAGREE;
        return new Verdict(kind, finding, List.of(finding), judged, judged()).seenIn(network.precision());
    }

    @Override
    public void close() {
        judge.close();
        drift.close();
    }
}
