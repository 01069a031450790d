package lockstep.scalar;

import lockstep.model.Activation;

/**
 * An activation function that rounds otherwise: each answer and each derivative is moved up or down, as far as another library's
 * function may be from ours. A 0 stays: it is exact wherever it comes from.
 */
final class OtherRounding implements ActivationFunction {

    /** The rounding error of numbers from 1/2 to 1. */
    private static final double NEAR_1 = 0x1p-53;

    private final ActivationFunction inner;
    private final double leastError;
    private long bits;

    /**
     * @param activation what the function is by name
     * @param pattern which numbers are moved up and which down
     */
    OtherRounding(ActivationFunction inner, Activation activation, int pattern) {
        this.inner = inner;
        this.leastError = leastError(activation);
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
                double error = Math.max(Math.ulp(y[j]), leastError);
                y[j] += up() ? error : -error;
            }
        }
    }

    @Override
    public void multiplyByDerivative(double[] z, double[] y, double[] delta) {
        inner.multiplyByDerivative(z, y, delta);
        for (int j = 0; j < z.length; j++) {
            if (delta[j] != 0.0) {
                delta[j] = up() ? Math.nextUp(delta[j]) : Math.nextDown(delta[j]);
            }
        }
    }

    /** The top bit of Knuth's generator MMIX. */
    private boolean up() {
        bits = bits * 6364136223846793005L + 1442695040888963407L;
        return bits < 0;
    }
}
