package lockstep.config;

import java.util.OptionalInt;

/**
 * What is printed of a parity check besides its verdicts.
 *
 * @param every the losses of each so many epochs, if any
 * @param outputs whether the answers to the examples are, after the last step
 */
public record PrintSettings(OptionalInt every, boolean outputs) {

    /** Verdicts only. */
    public static final PrintSettings NOTHING = new PrintSettings(OptionalInt.empty(), false);
}
