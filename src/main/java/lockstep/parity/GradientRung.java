package lockstep.parity;

import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.parity.bound.RoundingBound;

/**
 * Loss and gradient of the first batch. The third opinion, central differences of the loss, says who is wrong where the two
 * sides differ, and whether both are where they agree. The loss is the data's alone, without penalties: those come in on the
 * locked rung.
 */
final class GradientRung {

    /** How many weights' gradients are held against central differences when the two sides agree. */
    static final int PROBES = 64;

    private final NetworkSpec network;
    private final double[] weights;
    private final Batch batch;
    private final Engine scalar;
    private final Engine candidate;
    private final double[] scalarGradient;
    private final double[] candidateGradient;
    private final RoundingBound bound;

    private GradientRung(Run run, Engine scalar, Engine candidate) {
        Run.Start start = run.start();
        this.network = run.network();
        this.weights = start.weights();
        this.batch = start.batches().next();
        this.scalar = scalar;
        this.candidate = candidate;
        this.scalarGradient = new double[weights.length];
        this.candidateGradient = new double[weights.length];
        this.bound = StepJudge.doubles(network);
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
        int kinkSteps = bound.kinks() > 0 ? 1 : 0;
        Furthest furthest = new Furthest(Rung.GRADIENT);
        furthest.see(0, "loss", a, b, bound.loss());
        if (furthest.exceeded()) {
            return furthest.finding().withKinkSteps(kinkSteps);
        }
        scalar.readGradient(scalarGradient);
        if (!candidate.can(Engine.Ability.READ_GRADIENT)) {
            return furthest.finding().withNote("the candidate gives no gradient: only the loss was compared");
        }
        candidate.readGradient(candidateGradient);
        furthest.see(network, 0, "gradient of ", scalarGradient, candidateGradient, bound.gradient());
        Finding finding = furthest.finding().withKinkSteps(kinkSteps);
        if (finding.overflowed()) {
            return finding;
        }
        return finding.withNote(finding.holds() ? bothWrong() : whoIsWrong(finding, furthest.index()));
    }

    /** A sentence if the gradient that both sides agree on is not the derivative of the loss, else the empty string. */
    private String bothWrong() {
        int stride = Math.max(1, weights.length / PROBES);
        for (int i = 0; i < weights.length; i += stride) {
            double difference = CentralDifference.of(scalar, weights, i, batch);
            if (!matches(scalarGradient[i], difference, i)) {
                int layer = network.layerOf(i);
                return "both sides agree, but the gradient of layer " + (layer + 1) + " "
                        + network.weightName(layer, i - network.offset(layer)) + ", " + scalarGradient[i]
                        + ", is not the derivative of the loss there, " + difference;
            }
        }
        return "";
    }

    private String whoIsWrong(Finding finding, int index) {
        double byScalar = CentralDifference.of(scalar, weights, index, batch);
        // Of a candidate that cannot be asked for losses, it is known that its loss is the scalar network's.
        boolean evaluates = candidate.can(Engine.Ability.EVALUATE) && candidate.can(Engine.Ability.LOAD_AGAIN);
        double byCandidate = evaluates ? CentralDifference.of(candidate, weights, index, batch) : byScalar;
        boolean scalarRight = matches(finding.scalar(), byScalar, index);
        boolean candidateRight = matches(finding.candidate(), byCandidate, index);
        if (scalarRight && candidateRight) {
            return "the central difference of the loss, " + byScalar + ", is not sharp enough to tell which is right";
        }
        String derivative = "the derivative of the loss (central difference: " + byScalar + ")";
        if (scalarRight) {
            return "the scalar network's is " + derivative + ", the candidate's is not";
        }
        return candidateRight
                ? "the candidate's is " + derivative + ", the scalar network's is not"
                : "neither is " + derivative;
    }

    private boolean matches(double gradient, double difference, int index) {
        int layer = network.layerOf(index);
        double largest = 0.0;
        for (int i = network.offset(layer); i < network.offset(layer + 1); i++) {
            largest = Math.max(largest, Math.abs(scalarGradient[i]));
        }
        // Below 1e-4 a gradient is so small that the difference's own rounding, about 1e-13, is no longer far below it.
        return Math.abs(gradient - difference) <= CentralDifference.ACCURACY * Math.max(largest, 1e-4);
    }
}
