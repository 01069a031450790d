package lockstep.parity;

import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.model.Tolerance;

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
    private final Allowance allowance;

    private GradientRung(Run run, Engine scalar, Engine candidate) {
        Run.Start start = run.start();
        this.network = run.network();
        this.weights = start.weights();
        this.batch = start.batches().next();
        this.scalar = scalar;
        this.candidate = candidate;
        this.scalarGradient = new double[weights.length];
        this.candidateGradient = new double[weights.length];
        this.allowance = new Allowance(network);
    }

    /** @param count how many controls measure what rounding does */
    static Finding judge(Run run, Engine scalar, Engine candidate, Engines scalars, int count) {
        try (Controls controls = new Controls(run.network(), scalars, count)) {
            return new GradientRung(run, scalar, candidate).judge(controls);
        }
    }

    private Finding judge(Controls controls) {
        scalar.loadWeights(weights);
        candidate.loadWeights(weights);
        controls.loadNudged(weights);
        double a = scalar.step(batch);
        double b = candidate.step(batch);
        double spread = controls.step(batch, a);
        Furthest furthest = new Furthest(Rung.GRADIENT);
        furthest.see(Tolerance.share(a, b, allowance.ofLoss(a, spread)), 0, "loss", a, b);
        if (furthest.exceeded()) {
            return furthest.finding();
        }
        scalar.readGradient(scalarGradient);
        if (!candidate.can(Engine.Ability.READ_GRADIENT)) {
            return furthest.finding().withNote("the candidate gives no gradient: only the loss was compared");
        }
        candidate.readGradient(candidateGradient);
        double[] allowed = allowance.of(scalarGradient, controls.gradientSpread(scalarGradient));
        furthest.see(network, 0, "gradient of ", scalarGradient, candidateGradient, allowed);
        Finding finding = furthest.finding();
        return finding.withNote(finding.holds() ? bothWrong() : whoIsWrong(finding, furthest.index()));
    }

    /** A sentence if the gradient that both sides agree on is not the derivative of the loss, else the empty string. */
    private String bothWrong() {
        int stride = Math.max(1, weights.length / PROBES);
        for (int i = 0; i < weights.length; i += stride) {
            double difference = CentralDifference.of(scalar, weights, i, batch);
            if (!matches(scalarGradient[i], difference, i)) {
                int layer = layerOf(i);
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
        double largest = allowance.largest(layerOf(index));
        // Below 1e-4 a gradient is so small that the difference's own rounding, about 1e-13, is no longer far below it.
        return Math.abs(gradient - difference) <= CentralDifference.ACCURACY * Math.max(largest, 1e-4);
    }

    private int layerOf(int index) {
        int layer = 0;
        while (index >= network.offset(layer + 1)) {
            layer++;
        }
        return layer;
    }
}
