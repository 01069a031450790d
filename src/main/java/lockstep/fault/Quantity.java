package lockstep.fault;

/** What a program can print of the answers to a batch. */
public enum Quantity {
    /** The config's loss with its penalties. */
    LOSS("loss"),
    /** The loss without the penalties. */
    DATA_LOSS("loss without its penalties"),
    /** {@code |y - t|}, the mean over outputs and examples. */
    ABSOLUTE_ERROR("mean absolute error"),
    /** {@code (y - t)^2}, the mean over outputs and examples. */
    SQUARED_ERROR("mean squared error"),
    /** The share of the examples whose class is right. */
    ACCURACY("accuracy");

    private final String words;

    Quantity(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
