package lockstep.fault.network;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.model.Activation;
import lockstep.scalar.ActivationFunction;

/**
 * The derivative of a layer's activation as a program takes it.
 *
 * @param function whose derivative
 */
record FaultyDerivative(Form form, ActivationFunction function) {

    private static final double FLAT_SPOT = 0.1;

    /** What is multiplied by. */
    enum Form {
        /** {@code f'(z)}. */
        RIGHT,
        /** 1. */
        NONE,
        /** {@code f'(f(z))}. */
        OF_OUTPUT,
        /** The formula in y, at z. */
        OF_SUM,
        /** {@code f'(z)^2}. */
        TWICE,
        /** {@code f'(z) + 0.1}. */
        FLAT_SPOT
    }

    /**
     * That of a hidden layer, or of the output layer.
     *
     * @param own the layer's activation
     * @param output the output layer's
     * @param lastHidden the last hidden layer's
     */
    static FaultyDerivative of(
            Faults faults, boolean ofOutput, Activation own, Activation output, Activation lastHidden) {
        Activation whose = ofOutput ? ofOutput(faults, own, lastHidden) : ofHidden(faults, own, output);
        Form form = ofOutput ? formOfOutput(faults) : formOfHidden(faults);
        boolean straight = form == Form.FLAT_SPOT && whose == Activation.IDENTITY;
        return new FaultyDerivative(straight ? Form.RIGHT : form, ActivationFunction.of(whose));
    }

    private static Activation ofOutput(Faults faults, Activation own, Activation lastHidden) {
        if (faults.has(Fault.OUTPUT_HAS_HIDDENS_DERIVATIVE)) {
            return lastHidden;
        }
        // Softmax's y (1 - y) is the sigmoid's.
        return faults.has(Fault.SOFTMAX_DIAGONAL) ? Activation.SIGMOID : ofEvery(faults, own);
    }

    private static Activation ofHidden(Faults faults, Activation own, Activation output) {
        if (faults.has(Fault.HIDDEN_HAS_OUTPUTS_DERIVATIVE)) {
            return output;
        }
        if (faults.has(Fault.HIDDEN_SIGMOID_DERIVATIVE)) {
            return Activation.SIGMOID;
        }
        if (faults.has(Fault.HIDDEN_TANH_DERIVATIVE)) {
            return Activation.TANH;
        }
        return faults.has(Fault.HIDDEN_RELU_DERIVATIVE) ? Activation.RELU : ofEvery(faults, own);
    }

    private static Activation ofEvery(Faults faults, Activation own) {
        if (faults.has(Fault.SIGMOID_DERIVATIVE)) {
            return Activation.SIGMOID;
        }
        if (faults.has(Fault.TANH_DERIVATIVE)) {
            return Activation.TANH;
        }
        return faults.has(Fault.RELU_DERIVATIVE) ? Activation.RELU : own;
    }

    private static Form formOfOutput(Faults faults) {
        if (faults.has(Fault.NO_OUTPUT_DERIVATIVE)) {
            return Form.NONE;
        }
        if (faults.has(Fault.OUTPUT_DERIVATIVE_TWICE)) {
            return Form.TWICE;
        }
        return faults.has(Fault.FLAT_SPOT_AT_OUTPUT) ? Form.FLAT_SPOT : formOfEvery(faults);
    }

    private static Form formOfHidden(Faults faults) {
        if (faults.has(Fault.NO_HIDDEN_DERIVATIVE)) {
            return Form.NONE;
        }
        if (faults.has(Fault.HIDDEN_DERIVATIVE_TWICE)) {
            return Form.TWICE;
        }
        if (faults.has(Fault.HIDDEN_DERIVATIVE_OF_OUTPUT)) {
            return Form.OF_OUTPUT;
        }
        return faults.has(Fault.HIDDEN_DERIVATIVE_OF_SUM) ? Form.OF_SUM : formOfEvery(faults);
    }

    private static Form formOfEvery(Faults faults) {
        if (faults.has(Fault.DERIVATIVE_OF_OUTPUT)) {
            return Form.OF_OUTPUT;
        }
        if (faults.has(Fault.DERIVATIVE_OF_SUM)) {
            return Form.OF_SUM;
        }
        return faults.has(Fault.FLAT_SPOT_EVERYWHERE) ? Form.FLAT_SPOT : Form.RIGHT;
    }

    /** {@code delta[j] *= f'(z[j])}, for one example. */
    void multiply(double[] z, double[] y, double[] delta, double[] scratch) {
        switch (form) {
            case RIGHT -> function.multiplyByDerivative(z, y, delta);
            case NONE -> {}
            case OF_OUTPUT -> {
                function.apply(y, scratch);
                function.multiplyByDerivative(y, scratch, delta);
            }
            case OF_SUM -> function.multiplyByDerivative(z, z, delta);
            case TWICE -> {
                function.multiplyByDerivative(z, y, delta);
                function.multiplyByDerivative(z, y, delta);
            }
            case FLAT_SPOT -> {
                System.arraycopy(delta, 0, scratch, 0, delta.length);
                function.multiplyByDerivative(z, y, delta);
                for (int j = 0; j < delta.length; j++) {
                    delta[j] += FLAT_SPOT * scratch[j];
                }
            }
        }
    }
}
