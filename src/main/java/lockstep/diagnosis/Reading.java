package lockstep.diagnosis;

import lockstep.fault.Quantity;
import lockstep.model.Reduction;
import lockstep.model.Run;

/**
 * Which figure a program prints: a quantity of one step, of an epoch's steps, or of all examples, perhaps its root, perhaps a
 * constant times it. Programs differ, and rarely say which. A reading is no fault.
 *
 * @param root whether the figure is the square root of the constant times the quantity
 */
@SuppressWarnings("EnumOrdinal") // an order that is never stored
record Reading(Quantity quantity, Span span, boolean root, Factor factor) {

    /** What the quantity is taken over. */
    enum Span {
        SUM_OF_STEPS("the sum over the epoch's steps"),
        MEAN_OF_STEPS("the mean over the epoch's steps"),
        SUM_OF_EXAMPLES("the sum over the epoch's examples"),
        MEAN_OF_EXAMPLES("the mean over the epoch's examples"),
        /** In a program that prints a figure a step, this step. */
        LAST_STEP("the loss of the epoch's last step"),
        ALL_AFTER("the loss over all examples afterwards"),
        ALL_BEFORE("the loss over all examples before it");

        private final String words;

        Span(String words) {
            this.words = words;
        }

        /** Whether it takes a pass over all examples. */
        boolean ofAll() {
            return this == ALL_AFTER || this == ALL_BEFORE;
        }

        /** {@code the mean over the epoch's steps of the accuracy}; a loss is not named where it is meant anyhow. */
        private String words(Quantity quantity) {
            if (quantity == Quantity.LOSS) {
                return words;
            }
            return words.contains("the loss")
                    ? words.replace("the loss", "the " + quantity.words())
                    : words + " of the " + quantity.words();
        }
    }

    /** Whether the figure is a loss as the config has it, a step's or combined over an epoch. */
    boolean isPlain() {
        return quantity == Quantity.LOSS && !root && factor.isOne() && span.ordinal() < Span.ALL_AFTER.ordinal();
    }

    /** Whether it is a loss and no root. */
    boolean isSimple() {
        return quantity == Quantity.LOSS && !root;
    }

    /** The simpler one is the likelier: a smaller number comes first. */
    int complexity() {
        return (factor.complexity() * Quantity.values().length + quantity.ordinal()) * 100
                + (root ? 50 : 0)
                + span.ordinal();
    }

    /** What a figure is: {@code the mean over the epoch's steps}; empty for the loss of a step. */
    String words(boolean ofEpoch) {
        String what = !ofEpoch && span == Span.LAST_STEP ? "the " + quantity.words() : span.words(quantity);
        if (!ofEpoch && isPlain()) {
            return "";
        }
        String times = factor.isOne() ? what : factor.words() + " times " + what;
        return root ? "the square root of " + times : times;
    }

    /**
     * The quantity over the span.
     *
     * @param sum over the steps of each step's
     * @param weightedSum the same, each times the size of its batch
     * @param last the last step's
     * @param all that of all examples, before or afterwards
     */
    double value(Run run, int steps, double sum, double weightedSum, double last, double all) {
        boolean mean = run.network().reduction() == Reduction.MEAN || quantity.ordinal() > Quantity.DATA_LOSS.ordinal();
        double ofExamples = mean ? weightedSum : sum;
        return switch (span) {
            case SUM_OF_STEPS -> sum;
            case MEAN_OF_STEPS -> sum / steps;
            case SUM_OF_EXAMPLES -> ofExamples;
            case MEAN_OF_EXAMPLES -> ofExamples / run.examples().size();
            case LAST_STEP -> last;
            case ALL_AFTER, ALL_BEFORE -> all;
        };
    }

    /** The figure that a value of the quantity makes. */
    double figure(double value) {
        double scaled = factor.isOne() ? value : factor.value() * value;
        return root ? Math.sqrt(scaled) : scaled;
    }

    /** Whether people print the figure times such a constant; an accuracy is a share or a percentage. */
    boolean takes(Factor other) {
        return quantity != Quantity.ACCURACY || other.isOne();
    }

    Reading times(Factor other) {
        return new Reading(quantity, span, root, other);
    }
}
