package lockstep.parity.step;

import lockstep.model.Batch;
import lockstep.model.Engine;

/**
 * The derivative of an engine's loss by one weight, from the loss alone: no back-propagation is involved.
 *
 * <pre>
 *   f'(w) = (8 (f(w + h) - f(w - h)) - (f(w + 2h) - f(w - 2h))) / 12h    plus an error of order h^4
 * </pre>
 */
public final class CentralDifference {

    /** Where the formula's own error (h^4) and rounding (1e-16 / h) are both about 1e-13 for losses of about 1. */
    public static final double STEP = 1e-3;

    /**
     * How near a right gradient comes to it, relative to the largest gradient of its layer: four digits more than any fault
     * worth the name leaves, four less than the formula gives where the loss is smooth.
     */
    public static final double ACCURACY = 1e-7;

    private CentralDifference() {}

    /** The derivative at {@code weights}. The engine has others loaded when this returns. */
    public static double of(Engine engine, double[] weights, int index, Batch batch) {
        return of(engine, weights, index, batch, STEP);
    }

    /** The same with a step {@code h} of one's own. */
    public static double of(Engine engine, double[] weights, int index, Batch batch, double h) {
        double near = at(engine, weights, index, h, batch) - at(engine, weights, index, -h, batch);
        double far = at(engine, weights, index, 2.0 * h, batch) - at(engine, weights, index, -2.0 * h, batch);
        return (8.0 * near - far) / (12.0 * h);
    }

    /**
     * The derivative to one side, which at a kink is another than that to the other.
     *
     * <pre>
     *   f'(w) = (-25 f(w) + 48 f(w + h) - 36 f(w + 2h) + 16 f(w + 3h) - 3 f(w + 4h)) / 12h
     * </pre>
     *
     * @param h below 0 for the left side
     */
    public static double oneSided(Engine engine, double[] weights, int index, Batch batch, double h) {
        double sum = -25.0 * at(engine, weights, index, 0.0, batch)
                + 48.0 * at(engine, weights, index, h, batch)
                - 36.0 * at(engine, weights, index, 2.0 * h, batch)
                + 16.0 * at(engine, weights, index, 3.0 * h, batch)
                - 3.0 * at(engine, weights, index, 4.0 * h, batch);
        return sum / (12.0 * h);
    }

    private static double at(Engine engine, double[] weights, int index, double shift, Batch batch) {
        double[] moved = weights.clone();
        moved[index] += shift;
        engine.loadWeights(moved);
        return engine.loss(batch);
    }
}
