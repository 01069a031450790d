package lockstep.model;

import java.util.Locale;

/** The activation functions by name. What a name means, each side computes for itself. */
public enum Activation {
    IDENTITY,
    SIGMOID,
    TANH,
    RELU;

    /** The name in a config: {@code tanh}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
