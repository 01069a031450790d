package lockstep.scalar;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;
import org.jspecify.annotations.Nullable;

/**
 * The {@link ScalarNetwork} as the judge takes it: told to, it rounds differently, and is then a control that shows how far
 * rounding alone can take a right network.
 */
public class ControlNetwork extends ScalarNetwork {

    private @Nullable MemoryRounding rounding;
    private List<MemoryRounding.Memory> memories = List.of();

    /** A network whose weights are all 0: load some. */
    public ControlNetwork(NetworkSpec spec) {
        super(spec);
    }

    @Override
    public void roundMemory(Precision precision, int pattern) {
        if (precision != Precision.DOUBLE) {
            rounding = new MemoryRounding(precision, pattern);
            rounding.roundPowers(step);
            memories =
                    Arrays.stream(layers).map(layer -> rounding.of(layer.state)).toList();
        }
    }

    @Override
    public boolean update(double[] gradient) {
        boolean updated = super.update(gradient);
        for (int l = 0; l < memories.size(); l++) {
            memories.get(l).round();
        }
        return updated;
    }

    @Override
    public void resume(double[][] memory, int steps) {
        super.resume(memory, steps);
        memories.forEach(MemoryRounding.Memory::keep);
    }

    @Override
    public Optional<Rule> newRule(int n) {
        return Optional.of(new ScalarRule(spec, n, Optional.ofNullable(rounding)));
    }

    @Override
    public void roundDifferently(int pattern, double roundings) {
        for (Layer layer : layers) {
            layer.activation = new PerturbedActivation(layer.activation, layer.spec.activation(), pattern, roundings);
        }
    }
}
