package lockstep.optim;

import java.util.Arrays;
import lockstep.scalar.fast.OuterProduct;

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
     * Moves some weights one step: all arrays have one number per weight. A network hands them over layer by layer.
     *
     * @param gradient of the loss (uphill: a rule subtracts it), but for a factor; not changed
     * @param scale the factor: weight i has the gradient {@code gradient[i] * scale}
     * @param w the weights, changed in place
     * @param state the arrays of {@link #newState}, changed in place
     * @param step which step it is, and its learning rate
     */
    void update(double[] gradient, double scale, double[] w, double[][] state, Step step);

    /** The same for a gradient without a factor. */
    default void update(double[] gradient, double[] w, double[][] state, Step step) {
        update(gradient, 1.0, w, state, step);
    }

    /**
     * The same for the weights of a layer by one example, of which the gradient is a product: that of weight
     * {@code i * delta.length + j} is {@code delta[j] * x[i]}. A rule that is done before the product could be written down and
     * read again need not do so.
     *
     * @param x what came into the layer, a 1 for the biases included
     * @param delta the derivative of the loss by each unit's sum
     * @param gradient room for the gradient, or for what the rule likes
     */
    default void updateByExample(
            double[] x, double[] delta, double[] gradient, double[] w, double[][] state, Step step) {
        OuterProduct.write(x, delta, gradient);
        update(gradient, w, state, step);
    }
}
