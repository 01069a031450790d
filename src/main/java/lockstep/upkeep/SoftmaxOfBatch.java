package lockstep.upkeep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.model.Activation;
import lockstep.model.Batch;
import lockstep.model.Engine;
import lockstep.model.Engines;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.optim.Sgd;

/**
 * DL4J's softmax of a batch loses its digits for an example whose sums are all below -708, and is not a number where they are
 * below -745 ({@code docs/dl4j-oddities.md}): it takes off the largest sum or 0 before {@code e^z}.
 */
final class SoftmaxOfBatch {

    /** Above it {@code e^z} has all of a double's digits. */
    private static final double LEAST = -708.0;

    private SoftmaxOfBatch() {}

    /** Whether that happens in the first steps of a run. */
    static boolean isLost(Run run, Engines scalar, int steps) {
        NetworkSpec network = run.network();
        List<NetworkSpec> cut = IntStream.range(0, network.layers().size())
                .filter(l -> network.layers().get(l).activation() == Activation.SOFTMAX)
                .mapToObj(l -> upToSums(network, l))
                .toList();
        if (cut.isEmpty() || run.batchSize() == 1) {
            return false;
        }
        Run.Start start = run.start();
        double[] weights = start.weights();
        try (Engine engine = scalar.of(network)) {
            engine.loadWeights(weights);
            for (int step = 0; step < steps; step++) {
                Batch batch = start.batches().next();
                for (NetworkSpec sums : cut) {
                    if (someRowIsFarBelowZero(sums, weights, batch, scalar)) {
                        return true;
                    }
                }
                engine.step(batch);
                engine.readWeights(weights);
            }
        }
        return false;
    }

    /** The network up to a layer (counted from 0) without that layer's activation: its answers are the sums. */
    private static NetworkSpec upToSums(NetworkSpec network, int layer) {
        List<LayerSpec> layers = new ArrayList<>(network.layers().subList(0, layer));
        LayerSpec last = network.layers().get(layer);
        layers.add(new LayerSpec(last.units(), Activation.IDENTITY, last.bias(), last.init()));
        return new NetworkSpec(network.inputs(), layers, Loss.HALF_SQUARED_ERROR, network.reduction(), new Sgd(1.0));
    }

    private static boolean someRowIsFarBelowZero(NetworkSpec network, double[] weights, Batch batch, Engines scalar) {
        int units = network.outputs();
        double[] sums = new double[batch.size() * units];
        try (Engine engine = scalar.of(network)) {
            engine.loadWeights(Arrays.copyOf(weights, network.weightCount()));
            engine.readOutputs(batch, sums);
        }
        for (int row = 0; row < sums.length; row += units) {
            if (Arrays.stream(sums, row, row + units).allMatch(z -> z < LEAST)) {
                return true;
            }
        }
        return false;
    }
}
