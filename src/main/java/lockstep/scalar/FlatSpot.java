package lockstep.scalar;

import lockstep.model.Activation;
import lockstep.model.Heuristics;

/**
 * An activation function whose derivative has something added on the way back, so that a unit learns at the ends of its range too
 * (Fahlman 1988).
 *
 * <pre>
 *   delta[j] = error[j] * f'(z[j]) + flatSpot * error[j]
 * </pre>
 *
 * <p>Each layer needs its own.
 */
public final class FlatSpot implements ActivationFunction {

    private final ActivationFunction inner;
    private final double flatSpot;
    private final double[] error;

    private FlatSpot(ActivationFunction inner, double flatSpot, int units) {
        this.inner = inner;
        this.flatSpot = flatSpot;
        this.error = new double[units];
    }

    /** The function of a layer of so many units, with a flat spot if it has one. */
    public static ActivationFunction of(Activation activation, Heuristics heuristics, int units) {
        ActivationFunction plain = ActivationFunction.of(activation);
        return heuristics.steepens(activation) ? new FlatSpot(plain, heuristics.flatSpot(), units) : plain;
    }

    @Override
    public void apply(double[] z, double[] y) {
        inner.apply(z, y);
    }

    @Override
    public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
        System.arraycopy(delta, 0, error, 0, delta.length);
        inner.multiplyByDerivative(z, y, delta);
        for (int j = 0; j < delta.length; j++) {
            delta[j] += flatSpot * error[j];
        }
    }
}
