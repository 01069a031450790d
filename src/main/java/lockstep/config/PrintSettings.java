package lockstep.config;

import java.util.OptionalInt;

/**
 * What is printed of a parity check in addition to its verdicts.
 *
 * @param every prints the losses of every this many epochs; empty for none
 * @param outputs whether the answers to the examples are printed after the last step
 */
public record PrintSettings(OptionalInt every, boolean outputs) {

    /** Verdicts only. */
    public static final PrintSettings NOTHING = new PrintSettings(OptionalInt.empty(), false);
}
