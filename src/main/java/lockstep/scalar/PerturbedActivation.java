package lockstep.scalar;

import lockstep.model.Activation;
import lockstep.model.Engine;

/**
 * An activation function that rounds differently: each answer and each derivative is moved up or down, as far as another
 * library's function may be from ours. A 0 is not moved: it is exact in every library.
 *
 * <p>Which way the next number moves depends on how many came before it, so each layer needs its own function.
 */
public final class PerturbedActivation implements ActivationFunction {

    /** The rounding error of numbers from 1/2 to 1. */
    private static final double NEAR_1 = 0x1p-53;

    private final ActivationFunction inner;
    private final double leastError;
    private final double roundings;
    private final boolean awayFromZero;
    private long bits;

    /**
     * The function with this name, perturbed.
     *
     * @param pattern which numbers are moved up and which down, or {@link Engine#AWAY_FROM_ZERO}
     * @param roundings how far they are moved, in rounding errors
     */
    public PerturbedActivation(Activation activation, int pattern, double roundings) {
        this(ActivationFunction.of(activation), activation, pattern, roundings);
    }

    PerturbedActivation(ActivationFunction inner, Activation activation, int pattern, double roundings) {
        this.inner = inner;
        this.leastError = leastError(activation);
        this.roundings = roundings;
        this.awayFromZero = pattern == Engine.AWAY_FROM_ZERO;
        this.bits = pattern;
    }

    /** A small answer that is the sum of larger numbers, such as {@code e^z - 1}, has their rounding error. */
    private static double leastError(Activation activation) {
        return switch (activation) {
            case TANH, ELU, SELU, SOFTPLUS, HARD_SIGMOID -> NEAR_1;
            case IDENTITY, SIGMOID, RELU, LEAKY_RELU, SOFTSIGN, HARD_TANH, CUBE, SWISH, GELU, SOFTMAX, STEP -> 0.0;
        };
    }

    @Override
    public void apply(double[] z, double[] y) {
        inner.apply(z, y);
        for (int j = 0; j < z.length; j++) {
            if (y[j] != 0.0) {
                double error = roundings * Math.max(Math.ulp(y[j]), leastError);
                double moved = y[j] + (up(y[j]) ? error : -error);
                y[j] = awayFromZero && Math.abs(y[j]) <= 1.0 && Math.abs(moved) > 1.0
                        ? Math.copySign(1.0, y[j])
                        : moved;
            }
        }
    }

    @Override
    public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
        inner.multiplyByDerivative(z, y, delta);
        for (int j = 0; j < z.length; j++) {
            if (delta[j] != 0.0) {
                double neighbour = up(delta[j]) ? Math.nextUp(delta[j]) : Math.nextDown(delta[j]);
                delta[j] += roundings * (neighbour - delta[j]);
            }
        }
    }

    /** At random, by the top bit of Knuth's generator MMIX; or in the direction the number is heading. */
    private boolean up(double number) {
        if (awayFromZero) {
            return number > 0.0;
        }
        bits = bits * 6364136223846793005L + 1442695040888963407L;
        return bits < 0;
    }
}
