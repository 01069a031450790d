package lockstep.model;

import java.util.Locale;

/** The loss functions by name. What a name means, each side computes for itself. */
public enum Loss {
    /** One half of the sum over the outputs of {@code (y - t)^2}: bpnn.py's error. */
    HALF_SQUARED_ERROR,
    /** The mean over the outputs of {@code (y - t)^2}. */
    MEAN_SQUARED_ERROR;

    /** The name in a config: {@code half_squared_error}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
