package lockstep.experiment;

import java.util.List;
import java.util.function.Function;
import lockstep.model.Batches;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;

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
    public List<GradientSizes> measure(
            Run run,
            Function<NetworkSpec, ? extends Engine> scalar,
            Function<NetworkSpec, ? extends Engine> candidate) {
        Run.Start start = run.start();
        double[] weights = start.weights();
        GradientSizes before = at(0, weights, run, scalar, candidate);
        train(weights, start.batches(), run, scalar);
        return List.of(before, at(steps, weights, run, scalar, candidate));
    }

    private void train(
            double[] weights, Batches batches, Run run, Function<NetworkSpec, ? extends Engine> scalar) {
        try (Engine engine = scalar.apply(run.network())) {
            engine.loadWeights(weights);
            for (int step = 0; step < steps; step++) {
                engine.step(batches.next());
                progress.advance(1);
            }
            engine.readWeights(weights);
        }
    }

    private static GradientSizes at(
            int step,
            double[] weights,
            Run run,
            Function<NetworkSpec, ? extends Engine> scalar,
            Function<NetworkSpec, ? extends Engine> candidate) {
        return new GradientSizes(run, step, sizes(weights, run, scalar), sizes(weights, run, candidate));
    }

    private static double[] sizes(double[] weights, Run run, Function<NetworkSpec, ? extends Engine> engines) {
        NetworkSpec network = run.network();
        double[] gradient = new double[network.weightCount()];
        try (Engine engine = engines.apply(network)) {
            engine.loadWeights(weights.clone());
            engine.step(run.examples().asBatch());
            engine.readGradient(gradient);
        }
        double[] sizes = new double[network.layers().size()];
        for (int l = 0; l < sizes.length; l++) {
            for (int i = network.offset(l); i < network.offset(l + 1); i++) {
                sizes[l] += Math.abs(gradient[i]);
            }
            sizes[l] /= network.weightsOf(l);
        }
        return sizes;
    }
}
