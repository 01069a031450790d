package lockstep.model;

import java.util.Locale;

/** How the losses and gradients of a batch's examples are combined. */
public enum Reduction {
    /** Their mean: the size of a step does not depend on the size of the batch. */
    MEAN,
    /** Their sum, as in the papers of the 1980s. */
    SUM;

    /** The name in a config: {@code mean}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
