package lockstep.scalar;

import lockstep.model.Activation;
import lockstep.scalar.math.Exp;
import lockstep.scalar.math.Sigmoid;
import lockstep.scalar.math.Tanh;

/**
 * An activation function, y = f(z), and its derivative, for a layer at a time.
 *
 * <p>{@link Exp}, {@link Tanh} and {@link Sigmoid} give the same bits on every JDK and processor, as does {@link StrictMath};
 * {@link Math} does not.
 */
public interface ActivationFunction {

    /** {@code y[j] = f(z[j])} for every unit. */
    void apply(double[] z, double[] y);

    /** {@code delta[j] *= f'(z[j])} for every unit, where delta comes in as dLoss/dy and leaves as dLoss/dz. */
    void multiplyByDerivative(double[] z, double[] y, double[] delta);

    /** The function with this name. */
    static ActivationFunction of(Activation activation) {
        return switch (activation) {
            case IDENTITY -> SmoothActivation.IDENTITY;
            case SIGMOID -> SmoothActivation.SIGMOID;
            case TANH -> SmoothActivation.TANH;
            case RELU -> PiecewiseActivation.RELU;
            case LEAKY_RELU -> PiecewiseActivation.LEAKY_RELU;
            case ELU -> PiecewiseActivation.ELU;
            case SELU -> PiecewiseActivation.SELU;
            case SOFTPLUS -> SmoothActivation.SOFTPLUS;
            case SOFTSIGN -> SmoothActivation.SOFTSIGN;
            case HARD_TANH -> PiecewiseActivation.HARD_TANH;
            case HARD_SIGMOID -> PiecewiseActivation.HARD_SIGMOID;
            case CUBE -> SmoothActivation.CUBE;
            case SWISH -> SmoothActivation.SWISH;
            case GELU -> SmoothActivation.GELU;
            case SOFTMAX -> SmoothActivation.SOFTMAX;
            case STEP -> PiecewiseActivation.STEP;
        };
    }
}
