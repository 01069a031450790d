package lockstep.fault;

/**
 * A place in the training program where a person writes something. Two faults that fill the same slot in two ways exclude each
 * other: a program has one or the other there. Slots with one title make one table on the page of faults.
 */
enum Slot {
    START("Where the weights start"),
    START_OF_BIASES("Where the biases start"),
    BIAS_INPUT("What a bias is multiplied by"),
    OUTPUT_BIAS_INPUT("What a bias is multiplied by"),
    FORWARD_SUM("The weighted sum"),
    HIDDEN_ACTIVATION("What a unit makes of its sum"),
    OUTPUT_ACTIVATION("What a unit makes of its sum"),
    EXAMPLE_ORDER("Which examples a step takes"),
    LOSS_FACTOR("What the reported loss is"),
    LOSS_PER_OUTPUT("What the reported loss is"),
    LOSS_REDUCTION("What the reported loss is"),
    LOSS_TIME("What the reported loss is"),
    PENALTY_IN_LOSS("Which penalty the reported loss has"),
    ERROR_SIGN("The error of an output"),
    OUTPUT_ERROR("The error of an output"),
    OUTPUT_DERIVATIVE("Which derivative, and of what"),
    HIDDEN_DERIVATIVE("Which derivative, and of what"),
    PASSED_DOWN("What is passed down"),
    WEIGHTS_DOWN("By what it is multiplied on the way down"),
    BACKWARD_SUM("By what it is multiplied on the way down"),
    DELTA_RESET("By what it is multiplied on the way down"),
    UPDATE_ORDER("When the weights change"),
    GRADIENT_INPUT("Which input enters the gradient"),
    GRADIENT_SUM("How the batch is reduced"),
    GRADIENT_REDUCTION("How the batch is reduced"),
    GRADIENT_FACTOR("What multiplies the gradient"),
    GRADIENT_PER_OUTPUT("What multiplies the gradient"),
    GRADIENT_RESET("What is left of the last gradient"),
    GRADIENT_AGE("What is left of the last gradient"),
    GRADIENT_PENALTY("Where a penalty enters, and by which factor"),
    PENALTY_FACTOR("Where a penalty enters, and by which factor"),
    PENALTY_OF_BIASES("Where a penalty enters, and by which factor"),
    PENALTY_PLACE("Where a penalty enters, and by which factor"),
    CLIPPING("Clipping"),
    SCHEDULE("The schedule"),
    BIAS_UPDATE("Which weights change, and how often"),
    UPDATED_LAYERS("Which weights change, and how often"),
    UPDATE_TARGET("Which weights change, and how often"),
    REPEATED_UPDATE("Which weights change, and how often"),
    MEMORY_SOURCE("Whose memory, and for how long"),
    MEMORY_RESET("Whose memory, and for how long"),
    PRECISION("How many digits are kept"),
    GRADIENT_TERM("What enters a memory"),
    RATE_PLACE("What enters a memory"),
    MEMORY_CONTENT("What enters a memory"),
    MEMORY_AGE("How old a memory is"),
    MOMENTUM_FACTOR("What multiplies a memory"),
    LOOK_AHEAD("Looking ahead"),
    STEP_NUMBER("What is counted"),
    FIRST_CORRECTION("The correction of a start at 0"),
    SECOND_CORRECTION("The correction of a start at 0"),
    BETAS("Which beta is where"),
    EPSILON("Where epsilon stands"),
    ROOT("What the root is of"),
    MAXIMUM("What the root is of"),
    DECAY("What enters a mean of squares"),
    ACCUMULATION("What enters a mean of squares"),
    MEAN_TERM("What enters a mean of squares"),
    FIRST_MEMORY("What memory starts as"),
    BIAS_GRADIENT("What the biases alone get");

    private final String title;

    Slot(String title) {
        this.title = title;
    }

    /** Whether a loss before the first update depends on it. */
    boolean isBeforeUpdate() {
        return compareTo(PENALTY_IN_LOSS) <= 0 || this == PENALTY_OF_BIASES || this == PRECISION;
    }

    /** What is written there: {@code What is passed down}. */
    String title() {
        return title;
    }
}
