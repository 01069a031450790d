package lockstep.parity.rule;

import lockstep.model.Clipping;
import lockstep.model.NetworkSpec;
import lockstep.model.Precision;

/**
 * Whether a program of the network's precision can square its gradients, as rules do, and the clippings that look at a length.
 * Once it could not, its memory is unknown for all steps to come.
 */
final class SquaresRange {

    private final NetworkSpec network;
    private final Precision precision;
    private boolean left;

    SquaresRange(NetworkSpec network) {
        this.network = network;
        this.precision = network.precision();
    }

    /** Looks at the gradient of a step, and says whether it, or one before it, has left the range. */
    boolean isLeftBy(double[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            left |= gradient[i] * gradient[i] > precision.largest();
        }
        for (int l = 0; l < network.layers().size(); l++) {
            left |= !hasLength(l, gradient);
        }
        return left;
    }

    /** Whether the length of a layer's gradient can be taken, if it has to be. */
    private boolean hasLength(int layer, double[] gradient) {
        Clipping.Mode mode = network.layers().get(layer).clipping().mode();
        if (!mode.takesLength()) {
            return true;
        }
        int from = network.offset(layer);
        int biases = network.biasOffset(layer);
        return areSquared(gradient, from, biases) && areSquared(gradient, biases, network.offset(layer + 1));
    }

    /** Whether the sum of their squares is neither infinite nor so small that its digits are lost. */
    private boolean areSquared(double[] gradient, int from, int to) {
        double largest = 0.0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(gradient[i]));
        }
        double square = largest * largest;
        return largest == 0.0
                || (square * precision.unit() > precision.tiny() && square * (to - from) < precision.largest());
    }
}
