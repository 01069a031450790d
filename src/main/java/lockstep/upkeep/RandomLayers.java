package lockstep.upkeep;

import java.util.ArrayList;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Clipping;
import lockstep.model.Init;
import lockstep.model.LayerSpec;
import lockstep.model.Loss;
import lockstep.model.Penalty;

/** One to five layers of one to twelve units, each of any activation, with any terms. */
final class RandomLayers {

    private static final int MOST_LAYERS = 5;

    private RandomLayers() {}

    /** Where the loss objects to the output layer's activation, the layer gets the one that the loss is made for. */
    static List<LayerSpec> draw(Draws draws, int inputs, Loss loss) {
        int count = draws.between(1, MOST_LAYERS);
        boolean penalized = draws.chance(0.4);
        boolean clipped = draws.chance(0.4);
        List<LayerSpec> layers = new ArrayList<>();
        int rows = inputs;
        for (int l = 0; l < count; l++) {
            boolean last = l == count - 1;
            Activation drawn = draws.oneOf(Activation.values());
            Activation activation = last ? loss.outputFor(drawn) : drawn;
            int units = draws.between(fewestUnits(activation), RandomRuns.WIDEST);
            boolean bias = draws.chance(0.75);
            LayerSpec layer = new LayerSpec(units, activation, bias, init(draws, rows + (bias ? 1 : 0), units));
            if (penalized) {
                layer = layer.withPenalties(penalty(draws), bias ? penalty(draws) : Penalty.NONE);
            }
            layers.add(clipped ? layer.withClipping(clipping(draws)) : layer);
            rows = units;
        }
        return layers;
    }

    /** Softmax of one unit is always 1: no config may have it. */
    static int fewestUnits(Activation activation) {
        return activation == Activation.SOFTMAX ? 2 : 1;
    }

    private static Init init(Draws draws, int rows, int units) {
        return switch (draws.between(0, 5)) {
            case 0 -> new Init.Normal(draws.uniform(0.0, 1.0));
            case 1 -> new Init.Constant(draws.oneOf(0.0, 0.25, draws.uniform(-0.5, 0.5)));
            case 2 -> values(draws, rows, units);
            case 3, 4 -> draws.oneOf(Init.Scheme.values());
            default -> {
                double low = draws.uniform(-1.0, 0.5);
                yield new Init.Uniform(low, low + draws.uniform(0.0, 1.5));
            }
        };
    }

    private static Init values(Draws draws, int rows, int units) {
        double[][] values = new double[rows][units];
        for (double[] row : values) {
            for (int j = 0; j < units; j++) {
                row[j] = draws.quarter();
            }
        }
        return new Init.Values(values);
    }

    private static Penalty penalty(Draws draws) {
        double l1 = draws.chance(0.4) ? draws.magnitude(-4.0, -1.0) : 0.0;
        double other = draws.magnitude(-4.0, -0.5);
        return switch (draws.between(0, 2)) {
            case 0 -> new Penalty(l1, 0.0, 0.0);
            case 1 -> new Penalty(l1, other, 0.0);
            default -> new Penalty(l1, 0.0, other);
        };
    }

    private static Clipping clipping(Draws draws) {
        Clipping.Mode mode = draws.oneOf(Clipping.Mode.values());
        return mode.hasThreshold()
                ? new Clipping(mode, draws.chance(0.2) ? 0.25 : draws.magnitude(-3.0, 1.0))
                : Clipping.of(mode);
    }
}
