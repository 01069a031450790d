package lockstep.config;

import java.util.OptionalInt;

/**
 * What to print about a parity check in addition to its verdicts.
 *
 * @param every how many epochs lie between printed losses; empty to print none
 * @param outputs whether to print the answers to the examples after the last step
 */
public record PrintSettings(OptionalInt every, boolean outputs) {

    /** Verdicts only. */
    public static final PrintSettings NOTHING = new PrintSettings(OptionalInt.empty(), false);
}
