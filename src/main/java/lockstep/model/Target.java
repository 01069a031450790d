package lockstep.model;

import java.util.Locale;

/**
 * A finish line: what a network has to have learned. It is judged on all the training examples, unless the measure says
 * otherwise.
 *
 * @param measure the quantity that is judged
 * @param value what it has to reach
 */
public record Target(Measure measure, double value) {

    /** What can be asked of a network. */
    public enum Measure {
        /** The loss is at most the value. */
        LOSS,
        /**
         * Every output of every example is at most this far from its target. With 0.4, outputs between 0 and 1 are told apart
         * with a margin: Fahlman, "An empirical study of learning speed in back-propagation networks" (1988).
         */
        OUTPUTS,
        /**
         * At least this share of the examples is classified right. Where the targets are one-hot rows, the class is that of
         * the largest output; otherwise every output has to be on its target's side of the middle between the two values
         * that targets have.
         */
        ACCURACY,
        /** The loss over the examples that are held out is at most the value. */
        TEST_LOSS;

        /** The name in a config: {@code loss}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Target {
        boolean fits = switch (measure) {
            case LOSS, TEST_LOSS -> value >= 0.0;
            case OUTPUTS -> value > 0.0;
            case ACCURACY -> value > 0.0 && value <= 1.0;
        };
        if (!fits) {
            String expected = switch (measure) {
                case LOSS, TEST_LOSS -> "a number, 0 or above";
                case OUTPUTS -> "a number above 0";
                case ACCURACY -> "a number from above 0 to 1";
            };
            throw new IllegalArgumentException("target " + measure.key() + " is " + value + "; expected " + expected);
        }
    }

    /** As a config has it: {@code loss: 0.01}. */
    @Override
    public String toString() {
        return measure.key() + ": " + value;
    }
}
