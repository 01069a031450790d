package lockstep.scalar;

import lockstep.model.NetworkSpec;

/**
 * The {@link ScalarNetwork} as the judge takes it: told to, it rounds differently, and is then a control that shows how far
 * rounding alone can take a right network.
 */
public final class ControlNetwork extends ScalarNetwork {

    /** A network whose weights are all 0: load some. */
    public ControlNetwork(NetworkSpec spec) {
        super(spec);
    }

    @Override
    public void roundDifferently(int pattern, int roundings) {
        for (Layer layer : layers) {
            layer.activation = new PerturbedActivation(layer.activation, layer.spec.activation(), pattern, roundings);
        }
    }
}
