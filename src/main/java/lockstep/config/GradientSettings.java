package lockstep.config;

import java.util.List;

/**
 * How the gradient is measured, layer by layer.
 *
 * @param steps how many steps to make between the two measurements
 * @param depths the numbers of layers to give the config's network; empty for the network as it is
 */
public record GradientSettings(int steps, List<Integer> depths) {

    public GradientSettings {
        depths = List.copyOf(depths);
    }
}
