package lockstep.model;

import java.util.Locale;
import java.util.Optional;

/**
 * The loss functions by name. Each side computes a loss for itself; this is the result that both have to reach. {@code y} is the
 * network's answer and {@code t} the target; a sum or a mean goes over the outputs.
 */
public enum Loss {
    /** One half of the sum of {@code (y - t)^2}: bpnn.py's error. */
    HALF_SQUARED_ERROR,
    /** The sum of {@code (y - t)^2}. */
    SQUARED_ERROR,
    /** The mean of {@code (y - t)^2}. */
    MEAN_SQUARED_ERROR,
    /** The sum of {@code |y - t|}. The derivative is 0 where y = t. */
    ABSOLUTE_ERROR,
    /** The mean of {@code |y - t|}. */
    MEAN_ABSOLUTE_ERROR,
    /**
     * The sum of {@code -(t ln q + (1 - t) ln(1 - q))}, q being y, but no less than 1e-5 and no more than 1 - 1e-5. The clip is
     * in the derivative too, {@code (q - t) / (q (1 - q))}, so a unit that is sure of the wrong answer hardly learns any more;
     * the textbook has no clip, and after a sigmoid {@code dLoss/dz = y - t}.
     */
    BINARY_CROSS_ENTROPY,
    /**
     * The sum of {@code -t ln y}. After softmax {@code dLoss/dz = y - t}, which is the derivative if the targets of an example
     * add up to 1; there y counts as no less than 1e-10 and no more than 1 - 1e-10 in the loss, but not in the derivative.
     */
    CROSS_ENTROPY,
    /** The sum of {@code max(0, 1 - t y)}, the targets being -1 and 1. */
    HINGE;

    /** The name in a config: {@code half_squared_error}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the answers have to be probabilities. */
    public boolean ofProbabilities() {
        return switch (this) {
            case BINARY_CROSS_ENTROPY, CROSS_ENTROPY -> true;
            case HALF_SQUARED_ERROR, SQUARED_ERROR, MEAN_SQUARED_ERROR, ABSOLUTE_ERROR, MEAN_ABSOLUTE_ERROR, HINGE ->
                false;
        };
    }

    /**
     * The output activation to use with this loss: the requested one or, if there is an objection, the one that the loss is made
     * for.
     */
    public Activation outputFor(Activation wished) {
        if (objection(wished).isEmpty()) {
            return wished;
        }
        return this == CROSS_ENTROPY ? Activation.SOFTMAX : Activation.SIGMOID;
    }

    /**
     * Why an output layer with this activation makes no sense under this loss: what is wrong and what to do. Empty if it does
     * make sense. DL4J refuses the same pairs, but for gelu, which is missing from its list.
     */
    public Optional<String> objection(Activation output) {
        if (!ofProbabilities()) {
            return Optional.empty();
        }
        String advice = this == CROSS_ENTROPY
                ? "expected softmax, whose answers add up to 1"
                : "expected sigmoid, an answer between 0 and 1 for each output by itself";
        return switch (output) {
            case IDENTITY, TANH, RELU, LEAKY_RELU, ELU, SELU, SOFTPLUS, SOFTSIGN, HARD_TANH, CUBE, SWISH, GELU ->
                Optional.of("its answers are not probabilities, which " + key() + " needs; " + advice);
            case SIGMOID ->
                this == CROSS_ENTROPY
                        ? Optional.of(
                                "its answers do not add up to 1, and cross_entropy looks only at that of the right"
                                        + " class; expected softmax, or the loss binary_cross_entropy")
                        : Optional.empty();
            case SOFTMAX ->
                this == BINARY_CROSS_ENTROPY
                        ? Optional.of("binary_cross_entropy takes each output by itself; expected sigmoid, or the loss"
                                + " cross_entropy")
                        : Optional.empty();
            case STEP ->
                this == CROSS_ENTROPY
                        ? Optional.of("an answer of 0 makes the loss infinite; " + advice)
                        : Optional.empty();
            case HARD_SIGMOID -> Optional.empty();
        };
    }
}
