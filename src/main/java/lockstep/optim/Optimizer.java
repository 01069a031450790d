package lockstep.optim;

import java.util.Arrays;

/**
 * An update rule: what one step does to the weights, given the gradient of the loss.
 *
 * <p>An implementation is a record. Its components are its hyper-parameters, all of type {@code double}; its canonical
 * constructor checks them. A second constructor takes the learning rate alone (or nothing, if the rule has no rate) and fills in
 * DL4J's own defaults. The record's name in {@code snake_case} is its name in a config ({@link OptimizerKind}).
 *
 * <p>A rule keeps its memory of earlier steps in <em>state</em> arrays that the caller owns: an optimizer itself never changes,
 * so one instance can serve any number of networks and threads.
 */
public interface Optimizer {

    /** The factor of the gradient, or 1 for a rule that has none (Adadelta). */
    double learningRate();

    /** Whether it is a factor that a schedule can change. */
    default boolean hasLearningRate() {
        return true;
    }

    /** Whether the weights are linear in the gradients of all steps: no step's size depends on a gradient. */
    default boolean isLinear() {
        return false;
    }

    /** How many numbers the rule remembers for each weight. */
    int stateSize();

    /** The value of the state array {@code index} before the first step: 0 for most rules. */
    default double initialState(int index) {
        return 0.0;
    }

    /** The state of {@code n} weights before the first step: {@link #stateSize()} arrays of length {@code n}. */
    default double[][] newState(int n) {
        double[][] state = new double[stateSize()][n];
        for (int k = 0; k < state.length; k++) {
            Arrays.fill(state[k], initialState(k));
        }
        return state;
    }

    /**
     * Moves some weights one step: all arrays begin with one number per weight. A network hands them over layer by layer.
     *
     * @param gradient of the loss (uphill: a rule subtracts it), not changed; it may go on with other weights' numbers
     * @param w the weights, changed in place
     * @param state the arrays of {@link #newState}, changed in place
     * @param step which step it is, and its learning rate
     */
    void update(double[] gradient, double[] w, double[][] state, Step step);
}
