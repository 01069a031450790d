package lockstep.parity.bound;

import lockstep.model.Activation;

/** An activation function of one number, with what a bound needs to know of it. */
interface ActivationCurve {

    /**
     * Looks at the function where it is used.
     *
     * @param z the sum
     * @param e how far off the sum may be, 0 if no program rounds it
     * @param p filled with what is found
     */
    void at(double z, double e, Point p);

    /**
     * The function that goes by this name.
     *
     * @throws IllegalArgumentException for softmax, which is no function of one number
     */
    static ActivationCurve of(Activation activation) {
        return switch (activation) {
            case IDENTITY -> SmoothCurve.IDENTITY;
            case SIGMOID -> SmoothCurve.SIGMOID;
            case TANH -> SmoothCurve.TANH;
            case RELU -> PiecewiseCurve.RELU;
            case LEAKY_RELU -> PiecewiseCurve.LEAKY_RELU;
            case ELU -> PiecewiseCurve.ELU;
            case SELU -> PiecewiseCurve.SELU;
            case SOFTPLUS -> SmoothCurve.SOFTPLUS;
            case SOFTSIGN -> SmoothCurve.SOFTSIGN;
            case HARD_TANH -> PiecewiseCurve.HARD_TANH;
            case HARD_SIGMOID -> PiecewiseCurve.HARD_SIGMOID;
            case CUBE -> SmoothCurve.CUBE;
            case SWISH -> SmoothCurve.SWISH;
            case GELU -> SmoothCurve.GELU;
            case STEP -> PiecewiseCurve.STEP;
            case SOFTMAX -> throw new IllegalArgumentException("softmax takes a whole layer");
        };
    }
}
