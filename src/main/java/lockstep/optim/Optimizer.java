package lockstep.optim;

/**
 * An update rule: what one step does to the weights, given the gradient of the loss.
 *
 * <p>An implementation is a record. Its components are its hyper-parameters, all of type {@code double}; its canonical
 * constructor checks them. A second constructor takes the learning rate alone (or nothing, where the rule has none) and
 * fills in DL4J's own defaults. The record's name in {@code snake_case} is its name in a config ({@link OptimizerKind}).
 *
 * <p>A rule keeps its memory of earlier steps in <em>state</em> arrays that the caller owns: an optimizer itself never
 * changes, so that one instance can serve any number of networks and threads.
 */
public interface Optimizer {

    /** The factor of the gradient, or 1 for a rule that has none (Adadelta). */
    double learningRate();

    /** How many numbers the rule remembers for each weight. */
    int stateSize();

    /** What the remembered numbers of the state array {@code index} are before the first step: 0 unless a rule says otherwise. */
    default double initialState(int index) {
        return 0.0;
    }

    /** The state before the first step of a network of {@code n} weights: {@link #stateSize()} arrays of length {@code n}. */
    default double[][] newState(int n) {
        double[][] state = new double[stateSize()][n];
        for (int k = 0; k < state.length; k++) {
            java.util.Arrays.fill(state[k], initialState(k));
        }
        return state;
    }

    /**
     * Moves {@code n} weights one step. The gradient of {@code w[at + i]} is {@code g[i]}, and what is remembered of it is
     * {@code state[k][at + i]}, for {@code i} from 0 to {@code n - 1}: a network may so hand over all its weights at
     * once, or row by row while a row of gradients is still in the processor's cache.
     *
     * @param g the gradient of the loss (uphill: a rule subtracts it); not changed
     * @param w the weights, changed in place
     * @param state the arrays of {@link #newState}, changed in place
     * @param learningRate the rate of this step: {@link #learningRate()}, unless a schedule says otherwise
     * @param t the number of this step: 1 at the first
     */
    void update(double[] g, double[] w, double[][] state, int at, int n, double learningRate, int t);
}
