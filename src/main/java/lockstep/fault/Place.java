package lockstep.fault;

/**
 * A place in the training program. Two faults that change the same place in two ways exclude each other: a program has one or
 * the other there.
 */
enum Place {
    START,
    START_OF_BIASES,
    BIAS_INPUT,
    OUTPUT_BIAS_INPUT,
    EXAMPLE_ORDER,
    LOSS_FACTOR,
    LOSS_PER_OUTPUT,
    LOSS_REDUCTION,
    LOSS_TIME,
    OUTPUT_ERROR,
    ERROR_SIGN,
    OUTPUT_DERIVATIVE,
    HIDDEN_DERIVATIVE,
    BACKWARD_SUM,
    UPDATE_ORDER,
    GRADIENT_INPUT,
    GRADIENT_SUM,
    GRADIENT_REDUCTION,
    GRADIENT_FACTOR,
    GRADIENT_PER_OUTPUT,
    GRADIENT_RESET,
    GRADIENT_PENALTY,
    BIAS_UPDATE,
    UPDATE_TARGET,
    MEMORY_SOURCE,
    MEMORY_RESET,
    MEMORY_CONTENT,
    MEMORY_AGE,
    MOMENTUM_FACTOR,
    GRADIENT_TERM,
    LOOK_AHEAD,
    STEP_NUMBER,
    BIAS_CORRECTION,
    BETAS,
    EPSILON,
    MAXIMUM,
    DECAY,
    ACCUMULATION,
    FIRST_MEMORY,
    PRECISION
}
