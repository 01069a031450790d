package lockstep.model;

import java.util.Optional;

/**
 * A network that learns: the scalar one, DL4J's, or a user's program. The judge knows them only by this.
 *
 * <p>Only {@code double[]} crosses this line. Weights and gradients are laid out as {@link NetworkSpec} says. An engine is used
 * by one thread. Each method throws {@link EngineFailure} if the engine fails.
 */
public interface Engine extends AutoCloseable {

    /** What an engine may lack; a user's program need only start from given weights and train. */
    enum Ability {
        /** {@link #loadWeights} at all; a program that starts from weights of its own tells them ({@link #readWeights}). */
        LOAD,
        /** {@link #loadWeights} after the first time. */
        LOAD_AGAIN,
        /** {@link #readWeights}. */
        READ_WEIGHTS,
        /** {@link #readGradient}. */
        READ_GRADIENT,
        /** {@link #loss} and {@link #readOutputs}. */
        EVALUATE
    }

    /**
     * Whether the engine can do this. Only a program's answers show what it can do, so ask after the {@link #step} or {@link
     * #loadWeights} in question; a load that it could not do has changed nothing.
     */
    default boolean can(Ability ability) {
        return true;
    }

    /** Sets the weights. The optimizer's memory and the number of steps do not change. */
    void loadWeights(double[] weights);

    /** Copies the weights out. */
    void readWeights(double[] into);

    /**
     * Copies out some weights.
     *
     * @param from the first
     * @param n how many
     * @param into takes them, from its beginning on
     * @return false if the engine copies all or none; then nothing is copied
     */
    default boolean readWeights(int from, int n, double[] into) {
        return false;
    }

    /**
     * Trains one step.
     *
     * @return the loss of the batch before the update, reduced as {@link NetworkSpec#reduction} says, plus the penalties of
     *     the weights before the update
     */
    double step(Batch batch);

    /**
     * The half of a step that goes before the weights move: an {@link #update} may follow, by whatever gradient. An engine that has
     * no {@link #update} makes a whole step.
     *
     * @return as of {@link #step}
     */
    default double differentiate(Batch batch) {
        return step(batch);
    }

    /**
     * Moves the weights by a gradient that is given, as a step does by its own: clipping, penalties, optimizer and schedule. It
     * counts as a step.
     *
     * @param gradient as {@link #readGradient} gives it; not changed
     * @return false if the engine cannot do this; then nothing has changed
     */
    default boolean update(double[] gradient) {
        return false;
    }

    /**
     * Goes on where another network of the same rule is: with what its optimizer remembers, and as many steps.
     *
     * @param memory for each number that the optimizer remembers of a weight an array, laid out like the weights; not kept
     * @param steps how many were made
     * @throws UnsupportedOperationException if the engine cannot do this
     */
    default void resume(double[][] memory, int steps) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " cannot go on where another network is");
    }

    /**
     * Copies out the gradient of the last step's batch, at the weights before the update: the derivative of the data's loss,
     * reduced over the batch, before clipping and without penalties. Ask right after a step, or its first half.
     *
     * @throws IllegalStateException if there was no step, or {@link #update}, {@link #loss} or {@link #readOutputs} was called since
     */
    void readGradient(double[] into);

    /**
     * The same, not copied where the engine has it in an array by itself.
     *
     * @param room for a copy
     * @return the room, or an array of the engine's own, which is looked at only, and stays until its next step
     */
    default double[] gradient(double[] room) {
        readGradient(room);
        return room;
    }

    /**
     * Copies out a layer's weighted sums, before its activation, of the last step's batch. Ask right after a step.
     *
     * @param layer counted from 0
     * @param into a row per example
     * @return false if the engine cannot tell them; then nothing is copied
     */
    default boolean readSums(int layer, double[][] into) {
        return false;
    }

    /** The loss of a batch at the present weights, plus their penalties; nothing changes. */
    double loss(Batch batch);

    /**
     * Copies out the network's answers to a batch at the present weights, one row of {@link NetworkSpec#outputs} after
     * another; nothing changes.
     */
    void readOutputs(Batch batch, double[] into);

    /**
     * This engine's optimizer by itself, with its schedule, before its first step, for {@code n} weights; empty if it cannot be
     * separated.
     */
    Optional<Rule> newRule(int n);

    /** The pattern in which every number is moved away from 0, a saturated one to where it is going. */
    int AWAY_FROM_ZERO = -1;

    /**
     * From now on the engine rounds each number differently: it is as right as before, and shows what rounding alone can do. An
     * engine that cannot do this does not change.
     *
     * @param pattern which numbers are moved up and which down, or {@link #AWAY_FROM_ZERO}
     * @param roundings how far, in roundings of the number in a double
     */
    default void roundDifferently(int pattern, double roundings) {}

    /**
     * From now on what the optimizer remembers, and the powers of its betas, are rounded as a program of this precision may round
     * them, as far as they may go: not changed for doubles, or in an engine that cannot do this.
     *
     * @param pattern 0 to 3: which of the numbers are moved up and which down
     */
    default void roundMemory(Precision precision, int pattern) {}

    /** Frees what the engine holds outside the heap. */
    @Override
    default void close() {}

    /** An optimizer without a network. */
    interface Rule {

        /**
         * Makes one step.
         *
         * @param gradient not changed
         * @param update the change to subtract from the weights
         */
        void step(double[] gradient, double[] update);
    }
}
