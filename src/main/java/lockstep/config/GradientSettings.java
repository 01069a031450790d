package lockstep.config;

import java.util.List;

/**
 * What is to be measured of the gradient, layer by layer.
 *
 * @param steps how many steps are made between the two measurements
 * @param depths in networks of how many layers, from the config's own; empty for that one as it is
 */
public record GradientSettings(int steps, List<Integer> depths) {

    public GradientSettings {
        depths = List.copyOf(depths);
    }
}
