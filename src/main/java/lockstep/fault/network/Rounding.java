package lockstep.fault.network;

import lockstep.model.Activation;
import lockstep.model.PythonRandom;
import lockstep.scalar.ActivationFunction;
import lockstep.scalar.PerturbedActivation;

/**
 * How far a control's numbers are moved: about a thousand roundings, so that another right program, say one that adds in another
 * order, stays between two controls moved in opposite directions. Where a step meets the kink of an activation or a loss, the two
 * take different sides of it and come apart about as far as two right programs do.
 *
 * <p>The weights are moved before every step, and the errors on their way back: where errors cancel, as they do behind softmax,
 * only rounding is left of a gradient, and an optimizer that divides by the gradient's size makes it large.
 */
public final class Rounding {

    /** A thousand roundings, each of one part in 2^53. */
    private static final double LARGEST_MOVE = 0x1p-43;

    /** Not a multiple of a likely number of weights, so that each step moves a weight differently. */
    private static final double[] MOVES = moves(1021);

    /** Nothing is moved. */
    public static final Rounding NONE = new Rounding(0.0);

    private final double direction;
    private int next;

    private Rounding(double direction) {
        this.direction = direction;
    }

    /** The moves that {@link #down} makes, in the opposite direction. */
    public static Rounding up() {
        return new Rounding(1.0);
    }

    public static Rounding down() {
        return new Rounding(-1.0);
    }

    /** Moves each number in proportion, so that a 0, which no program rounds, stays 0. */
    public void move(double[] values) {
        if (direction == 0.0) {
            return;
        }
        for (int j = 0; j < values.length; j++) {
            next = next == MOVES.length - 1 ? 0 : next + 1;
            values[j] *= 1.0 + direction * MOVES[next];
        }
    }

    /** The activation; a control's is as far from it as another library's may be; where it saturates, that is its slope. */
    public ActivationFunction function(Activation activation) {
        return direction == 0.0
                ? ActivationFunction.of(activation)
                : new PerturbedActivation(activation, direction > 0.0 ? 1 : 2, 1);
    }

    /** The moves have many sizes, because equal moves would cancel wherever equal terms do. */
    private static double[] moves(int count) {
        PythonRandom random = new PythonRandom(0);
        double[] moves = new double[count];
        for (int i = 0; i < count; i++) {
            moves[i] = random.uniform(-LARGEST_MOVE, LARGEST_MOVE);
        }
        return moves;
    }
}
