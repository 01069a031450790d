package lockstep.parity.step;

import java.util.List;
import lockstep.model.Batch;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.parity.bound.RoundingBound;
import lockstep.work.Progress;

/**
 * Measures how large the gradient is in each layer, at the start and after some steps. The scalar network makes the steps; both
 * sides are then asked for the gradient at the weights that it has come to.
 */
public final class GradientProbe {

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
        GradientSizes before = at(0, weights, run, scalar, candidate);
        train(weights, start.batches(), run, scalar);
        return List.of(before, at(steps, weights, run, scalar, candidate));
    }

    private void train(double[] weights, Batches batches, Run run, Engines scalar) {
        try (Engine engine = scalar.of(run.network())) {
            engine.loadWeights(weights);
            for (int step = 0; step < steps; step++) {
                engine.step(batches.next());
                progress.advance(1);
            }
            engine.readWeights(weights);
            run.network().precision().round(weights);
        }
    }

    private static GradientSizes at(int step, double[] weights, Run run, Engines scalar, Engines candidate) {
        NetworkSpec network = run.network();
        Batch all = run.examples().asBatch();
        double[] a = new double[weights.length];
        double[] b = new double[weights.length];
        try (Engine ours = scalar.of(network);
                Engine theirs = candidate.of(network)) {
            ours.loadWeights(weights);
            theirs.loadWeights(weights);
            gradient(ours, all, a);
            gradient(theirs, all, b);
        }
        RoundingBound bound = RoundingBound.of(network);
        bound.at(weights, all);
        int layers = network.layers().size();
        double[] sizes = new double[layers];
        double[] theirSizes = new double[layers];
        double[] shares = new double[layers];
        for (int l = 0; l < layers; l++) {
            int n = network.weightsOf(l);
            for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                sizes[l] += Math.abs(a[i]);
                theirSizes[l] += Math.abs(b[i]);
                shares[l] = Math.max(shares[l], Furthest.share(a[i], b[i], bound.gradient()[i]));
            }
            sizes[l] /= n;
            theirSizes[l] /= n;
        }
        return new GradientSizes(run, step, sizes, theirSizes, shares);
    }

    private static void gradient(Engine engine, Batch batch, double[] into) {
        engine.step(batch);
        engine.readGradient(into);
    }
}
