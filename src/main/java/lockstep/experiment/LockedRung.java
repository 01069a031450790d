package lockstep.experiment;

import java.util.function.Function;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.model.Tolerance;

/**
 * Every step from the same weights: before each, the candidate gets the scalar network's. Compared are the loss, and layer by
 * layer the gradient and the new weights, relative to the largest value in that layer.
 *
 * <p>Near the end of a training the error y - t is the small difference of two numbers of about 1, and its rounding is no
 * longer small beside it. How large it is, is measured: a control makes the same step from weights that are one rounding
 * error away, and some multiples of its distance are allowed on top.
 */
final class LockedRung {

    /** Absolute: a few roundings of numbers of about 1. Relative: some thousands of roundings, as in sums of many terms. */
    static final Tolerance TOLERANCE = new Tolerance(1e-15, 1e-12);

    /** The control's distance comes from one rounding of each weight; a step of the candidate has some dozens of them. */
    private static final double CONTROL_MULTIPLE = 64.0;

    private final int steps;
    private final Progress progress;

    LockedRung(int steps, Progress progress) {
        this.steps = steps;
        this.progress = progress;
    }

    Finding judge(Run run, Engine scalar, Engine candidate, Function<NetworkSpec, ? extends Engine> scalars) {
        NetworkSpec network = run.network();
        Run.Start start = run.start();
        Batches batches = start.batches();
        double[] before = start.weights();
        int n = before.length;
        double[] a = new double[n];
        double[] b = new double[n];
        double[] c = new double[n];
        Furthest furthest = new Furthest(Rung.LOCKED);
        scalar.loadWeights(before);
        try (Controls controls = new Controls(network, scalars, 1)) {
            Engine control = controls.engines().get(0);
            for (int step = 0; step < steps && !furthest.exceeded(); step++) {
                var batch = batches.next();
                candidate.loadWeights(before);
                controls.loadNudged(before);
                double scalarLoss = scalar.step(batch);
                double candidateLoss = candidate.step(batch);
                double spread = controls.step(batch, scalarLoss);

                double allowedLoss = allowed(Math.abs(scalarLoss), spread);
                double share = Tolerance.share(scalarLoss, candidateLoss, allowedLoss);
                furthest.see(share, step, "loss", scalarLoss, candidateLoss);
                scalar.readGradient(a);
                candidate.readGradient(b);
                control.readGradient(c);
                furthest.see(network, step, "gradient of ", a, b, allowed(network, a, c));
                scalar.readWeights(a);
                candidate.readWeights(b);
                control.readWeights(c);
                furthest.see(network, step, "new ", a, b, allowed(network, a, c));
                System.arraycopy(a, 0, before, 0, n);
                progress.advance(1);
            }
        }
        return furthest.finding();
    }

    /** How far the numbers of each layer may be apart where nothing is known of their rounding. */
    static double[] allowed(NetworkSpec network, double[] values) {
        return allowed(network, values, values);
    }

    private static double[] allowed(NetworkSpec network, double[] values, double[] control) {
        double[] allowed = new double[network.layers().size()];
        for (int l = 0; l < allowed.length; l++) {
            double spread = 0.0;
            for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                spread = Math.max(spread, Math.abs(values[i] - control[i]));
            }
            allowed[l] = allowed(largest(values, network, l), spread);
        }
        return allowed;
    }

    /** A control that overflowed explains nothing. */
    private static double allowed(double scale, double spread) {
        return TOLERANCE.at(scale) + (Double.isFinite(spread) ? CONTROL_MULTIPLE * spread : 0.0);
    }

    /** The largest magnitude in a layer (counted from 0). */
    static double largest(double[] values, NetworkSpec network, int layer) {
        double largest = 0.0;
        for (int i = network.offset(layer); i < network.offset(layer + 1); i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }
}
