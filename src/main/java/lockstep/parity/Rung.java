package lockstep.parity;

import java.util.Locale;

/**
 * The rungs of the ladder, from the lowest. The lowest that breaks is the answer: what is above it breaks too, or holds by
 * luck.
 */
public enum Rung {
    /** What was loaded, read back: a wrong layout would explain everything after it. */
    WEIGHTS,
    /** Loss and gradient of the first batch: three opinions, the third being central differences. */
    GRADIENT,
    /** The optimizer alone on one sequence of gradients, without a network: the update apart from back-propagation. */
    RULE,
    /** Every step from the same weights, so that rounding cannot pile up: agreement to 1e-12, or a fault. */
    LOCKED,
    /** Both trained freely from one start, loss against loss at every step: what a user sees. */
    FREE;

    /** The name in a CSV file: {@code locked}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
