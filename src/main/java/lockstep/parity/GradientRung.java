package lockstep.parity;

import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.parity.bound.RoundingBound;
import lockstep.parity.step.CentralDifference;
import lockstep.parity.step.Furthest;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Rung;

/**
 * Loss and gradient of the first batch. The third opinion, central differences of the loss, says who is wrong where the two
 * sides differ, and whether both are where they agree. The loss is the data's alone, without penalties: those come in on the
 * locked rung. Where a flat spot or a dead zone is meant, the gradient is not the loss's derivative, and no third opinion is asked.
 */
final class GradientRung {

    /** How many weights' gradients are held against central differences when the two sides agree. */
    static final int PROBES = 64;

    /** Over which the differences are taken, one after another. */
    private static final double[] STEPS = {CentralDifference.STEP, 1e-4, 1e-5, 1e-6};

    /** Below this a gradient is so small that a difference's own error is no longer far below it. */
    private static final double SMALL = 1e-4;

    /** The sum of the factors by which a difference multiplies losses: {@code 128 / 12} to one side, 1.5 to both. */
    private static final double LOSSES = 11.0;

    private final NetworkSpec network;
    private final double[] weights;
    private final Batch batch;
    private final Engine scalar;
    private final Engine candidate;
    private final double[] scalarGradient;
    private final double[] candidateGradient;
    private final RoundingBound bound;

    /** What rounding may do to the scalar network's losses, of which the differences are. */
    private final RoundingBound ofScalar;

    private GradientRung(Run run, Engine scalar, Engine candidate) {
        Run.Start start = run.start();
        this.network = run.network();
        this.weights = start.weights();
        this.batch = start.batches().next();
        this.scalar = scalar;
        this.candidate = candidate;
        this.scalarGradient = new double[weights.length];
        this.candidateGradient = new double[weights.length];
        this.bound = RoundingBound.of(network);
        this.ofScalar = RoundingBound.in(Precision.DOUBLE, network);
    }

    static Finding judge(Run run, Engine scalar, Engine candidate) {
        return new GradientRung(run, scalar, candidate).judge();
    }

    private Finding judge() {
        scalar.loadWeights(weights);
        candidate.loadWeights(weights);
        double a = scalar.step(batch);
        double b = candidate.step(batch);
        bound.at(weights, batch);
        ofScalar.at(weights, batch);
        int kinkSteps = bound.kinks() > 0 ? 1 : 0;
        Furthest furthest = new Furthest(Rung.GRADIENT);
        furthest.see(0, "loss", a, b, bound.loss(), bound.lossOfKinks());
        if (furthest.exceeded()) {
            return furthest.finding().withKinkSteps(kinkSteps);
        }
        scalar.readGradient(scalarGradient);
        if (!candidate.can(Engine.Ability.READ_GRADIENT)) {
            return furthest.finding().withNote("the candidate gives no gradient: only the loss was compared");
        }
        candidate.readGradient(candidateGradient);
        furthest.see(network, 0, "gradient of ", scalarGradient, candidateGradient, bound.gradient(), bound.ofKinks());
        Finding finding = furthest.finding().withKinkSteps(kinkSteps);
        if (finding.overflowed()) {
            return finding;
        }
        if (!network.heuristics().isNone()) { // the gradient is not meant to be the derivative of the loss
            return finding;
        }
        return finding.withNote(finding.holds() ? bothWrong() : whoIsWrong(finding, furthest.index()));
    }

    /** A sentence if the gradient that both sides agree on is not the derivative of the loss, else the empty string. */
    private String bothWrong() {
        int stride = Math.max(1, weights.length / PROBES);
        for (int i = 0; i < weights.length; i += stride) {
            if (!isDerivative(scalarGradient[i], 0.0, scalar, i)) {
                int layer = network.layerOf(i);
                return "both sides agree, but the gradient of layer " + (layer + 1) + " "
                        + network.weightName(layer, i - network.offset(layer)) + ", " + scalarGradient[i]
                        + ", is not the derivative of the loss there, "
                        + CentralDifference.of(scalar, weights, i, batch, STEPS[1]);
            }
        }
        return "";
    }

    private String whoIsWrong(Finding finding, int index) {
        // Of a candidate that cannot be asked for losses, or not for sharp ones, it is known that its loss is the
        // scalar network's.
        boolean evaluates = candidate.can(Engine.Ability.EVALUATE)
                && candidate.can(Engine.Ability.LOAD_AGAIN)
                && network.precision() == Precision.DOUBLE;
        double difference = CentralDifference.of(scalar, weights, index, batch);
        boolean scalarRight = isDerivative(finding.scalar(), 0.0, scalar, index);
        double rounding = network.precision() == Precision.DOUBLE ? 0.0 : bound.gradient()[index];
        boolean candidateRight = isDerivative(finding.candidate(), rounding, evaluates ? candidate : scalar, index);
        if (scalarRight && candidateRight) {
            return "the central difference of the loss, " + difference + ", is not sharp enough to tell which is right";
        }
        String derivative = "the derivative of the loss (central difference: " + difference + ")";
        if (scalarRight) {
            return "the scalar network's is " + derivative + ", the candidate's is not";
        }
        return candidateRight
                ? "the candidate's is " + derivative + ", the scalar network's is not"
                : "neither is " + derivative;
    }

    /**
     * Whether a gradient is the derivative of an engine's loss. A difference over a long step may reach over a kink, or over
     * the bend of a unit with large inputs, that a shorter one does not; and a weight may stand at a kink, where what lies
     * between the derivatives to its two sides is right. Only what none of these explains is called wrong.
     */
    private boolean isDerivative(double gradient, double rounding, Engine engine, int index) {
        for (double h : STEPS) {
            double difference = CentralDifference.of(engine, weights, index, batch, h);
            if (Math.abs(gradient - difference) <= accuracy(index, h) + rounding) {
                return true;
            }
        }
        double h = STEPS[STEPS.length - 1];
        double left = CentralDifference.oneSided(engine, weights, index, batch, -h);
        double right = CentralDifference.oneSided(engine, weights, index, batch, h);
        double accuracy = accuracy(index, h) + rounding;
        return gradient >= Math.min(left, right) - accuracy && gradient <= Math.max(left, right) + accuracy;
    }

    /** How far a right gradient may be from a difference: the formula's own error, and the rounding of the losses in it. */
    private double accuracy(int index, double h) {
        int layer = network.layerOf(index);
        double largest = SMALL;
        for (int i = network.offset(layer); i < network.offset(layer + 1); i++) {
            largest = Math.max(largest, Math.abs(scalarGradient[i]));
        }
        return CentralDifference.ACCURACY * largest + LOSSES * ofScalar.loss() / h;
    }
}
