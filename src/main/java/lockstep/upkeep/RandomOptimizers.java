package lockstep.upkeep;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;

/** Optimizers of every kind, each hyper-parameter drawn by its name, so that a new kind needs nothing here. */
final class RandomOptimizers {

    private final List<OptimizerKind> kinds;

    RandomOptimizers(List<OptimizerKind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    Optimizer draw(Draws draws) {
        OptimizerKind kind = draws.oneOf(kinds);
        Map<String, Double> values = new HashMap<>();
        while (true) {
            for (OptimizerKind.Parameter parameter : kind.parameters()) {
                values.put(parameter.name(), value(parameter, draws));
            }
            try {
                return kind.create(values);
            } catch (IllegalArgumentException refused) {
                // A size of 0, say: then others.
            }
        }
    }

    private static double value(OptimizerKind.Parameter parameter, Draws draws) {
        if (parameter.byDefault().isEmpty()) { // the learning rate
            return draws.magnitude(-4.0, 0.0);
        }
        double byDefault = parameter.byDefault().getAsDouble();
        if (draws.chance(0.4)) {
            return byDefault;
        }
        // A tiny number is an epsilon; not 0, because then rounding decides whether 0 is divided by 0. Any other is a
        // share, whose distance from 1 counts: 0.9, 0.999.
        return byDefault < 1e-3
                ? draws.magnitude(-12.0, -1.0)
                : draws.oneOf(1.0 - draws.magnitude(-4.0, 0.0), 0.0, 0.5);
    }
}
