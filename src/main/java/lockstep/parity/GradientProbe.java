package lockstep.parity;

import java.util.List;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.work.Progress;

/**
 * Measures how large the gradient is in each layer, at the start and after some steps. The scalar network makes the steps; both
 * sides are then asked for the gradient at the weights that it has come to.
 */
public final class GradientProbe {

    /** Of the layer's largest size so far: a gradient that vanishes is a product of small numbers, and keeps its digits. */
    private static final double ROUNDING = 1e-12;

    /**
     * Where the examples' gradients cancel out fewer digits are left. How many is measured: by scalar networks that round otherwise.
     */
    private static final double CONTROL_MULTIPLE = 64.0;

    private final int steps;
    private final Progress progress;

    /** @param steps how many are made between the two measurements */
    public GradientProbe(int steps, Progress progress) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps is " + steps + "; expected at least 1");
        }
        this.steps = steps;
        this.progress = progress;
    }

    /** The sizes at the start, then those after the steps. */
    public List<GradientSizes> measure(Run run, Engines scalar, Engines candidate) {
        Run.Start start = run.start();
        double[] weights = start.weights();
        GradientSizes before = at(0, weights, new double[run.network().layers().size()], run, scalar, candidate);
        train(weights, start.batches(), run, scalar);
        return List.of(before, at(steps, weights, before.scalar(), run, scalar, candidate));
    }

    private void train(double[] weights, Batches batches, Run run, Engines scalar) {
        try (Engine engine = scalar.of(run.network())) {
            engine.loadWeights(weights);
            for (int step = 0; step < steps; step++) {
                engine.step(batches.next());
                progress.advance(1);
            }
            engine.readWeights(weights);
        }
    }

    /** @param earlier the sizes at the start: where examples have come to cancel out, rounding is still that of what cancels */
    private static GradientSizes at(
            int step, double[] weights, double[] earlier, Run run, Engines scalar, Engines candidate) {
        NetworkSpec network = run.network();
        Batch all = run.examples().asBatch();
        double[] a = new double[weights.length];
        double[] b = new double[weights.length];
        List<double[]> copies;
        try (Engine ours = scalar.of(network);
                Engine theirs = candidate.of(network);
                Controls controls = new Controls(network, scalar, Controls.FEW)) {
            ours.loadWeights(weights);
            theirs.loadWeights(weights);
            controls.loadNudged(weights);
            gradient(ours, all, a);
            gradient(theirs, all, b);
            controls.step(all, 0.0);
            copies = controls.gradients();
        }
        int layers = network.layers().size();
        double[] sizes = new double[layers];
        double[] theirSizes = new double[layers];
        double[] shares = new double[layers];
        for (int l = 0; l < layers; l++) {
            double size = 0.0;
            double theirSize = 0.0;
            double apart = 0.0;
            double spread = 0.0;
            for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                size += Math.abs(a[i]);
                theirSize += Math.abs(b[i]);
                apart += Math.abs(a[i] - b[i]);
            }
            for (double[] c : copies) {
                double distance = 0.0;
                for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                    distance += Math.abs(a[i] - c[i]);
                }
                spread = Math.max(spread, distance);
            }
            int n = network.weightsOf(l);
            sizes[l] = size / n;
            theirSizes[l] = theirSize / n;
            shares[l] = apart == 0.0
                    ? 0.0
                    : apart / (ROUNDING * Math.max(size, n * earlier[l]) + CONTROL_MULTIPLE * spread);
        }
        return new GradientSizes(run, step, sizes, theirSizes, shares);
    }

    private static void gradient(Engine engine, Batch batch, double[] into) {
        engine.step(batch);
        engine.readGradient(into);
    }
}
