package lockstep.parity.verdict;

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
    /** Every step from the scalar network's weights, so that rounding cannot pile up: agreement, or a fault. */
    LOCKED,
    /** The candidate trained freely, each step judged from its own weights; and both losses from one start: what a user sees. */
    FREE;

    /** The name in a CSV file: {@code locked}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
