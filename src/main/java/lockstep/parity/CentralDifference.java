package lockstep.parity;

import lockstep.model.Batch;
import lockstep.model.Engine;

/**
 * The derivative of an engine's loss by one weight, from the loss alone: no back-propagation is involved.
 *
 * <pre>
 *   f'(w) = (8 (f(w + h) - f(w - h)) - (f(w + 2h) - f(w - 2h))) / 12h    plus an error of order h^4
 * </pre>
 */
final class CentralDifference {

    /** Where the formula's own error (h^4) and rounding (1e-16 / h) are both about 1e-13 for losses of about 1. */
    private static final double STEP = 1e-3;

    /**
     * How near a right gradient comes to it, relative to the largest gradient of its layer: four digits more than any fault
     * worth the name leaves, four less than the formula gives where the loss is smooth.
     */
    static final double ACCURACY = 1e-7;

    private CentralDifference() {}

    /** The derivative at {@code weights}, which the engine has loaded when this returns. */
    static double of(Engine engine, double[] weights, int index, Batch batch) {
        double near = at(engine, weights, index, STEP, batch) - at(engine, weights, index, -STEP, batch);
        double far = at(engine, weights, index, 2.0 * STEP, batch) - at(engine, weights, index, -2.0 * STEP, batch);
        engine.loadWeights(weights);
        return (8.0 * near - far) / (12.0 * STEP);
    }

    private static double at(Engine engine, double[] weights, int index, double shift, Batch batch) {
        double[] moved = weights.clone();
        moved[index] += shift;
        engine.loadWeights(moved);
        return engine.loss(batch);
    }
}
