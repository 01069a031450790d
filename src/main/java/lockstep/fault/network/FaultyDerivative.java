package lockstep.fault.network;

import java.util.Optional;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.model.Activation;
import lockstep.model.Heuristics;
import lockstep.scalar.ActivationFunction;
import lockstep.scalar.FlatSpot;

/**
 * The derivative of a layer's activation as a program takes it.
 *
 * @param function whose derivative
 */
record FaultyDerivative(Form form, ActivationFunction function) {

    /** Of the fault, where the network is not meant to have one. */
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
        TWICE
    }

    /**
     * That of a hidden layer, or of the output layer.
     *
     * @param meant what is done on the way back without a fault
     * @param layer whose activation is its own
     * @param output the output layer's
     * @param lastHidden the last hidden layer's
     */
    static FaultyDerivative of(
            Faults faults,
            boolean ofOutput,
            Heuristics meant,
            FaultyLayer layer,
            Activation output,
            Activation lastHidden) {
        Activation whose = layer.activation;
        Form form = Form.RIGHT;
        for (Fault fault : faults) { // one at most is about this layer's derivative
            whose = whose(fault, ofOutput, output, lastHidden).orElse(whose);
            form = form(fault, ofOutput).orElse(form);
        }
        boolean flat = faults.has(Fault.FLAT_SPOT) || (ofOutput && faults.has(Fault.FLAT_SPOT_AT_OUTPUT));
        Heuristics done = flat ? new Heuristics(FLAT_SPOT, meant.errorDeadZone()) : meant;
        return new FaultyDerivative(form, FlatSpot.of(whose, done, layer.units));
    }

    /** The activation whose derivative a program with a fault takes; empty for the layer's own. */
    private static Optional<Activation> whose(Fault fault, boolean ofOutput, Activation output, Activation lastHidden) {
        return switch (fault) {
            case SIGMOID_DERIVATIVE -> Optional.of(Activation.SIGMOID);
            case TANH_DERIVATIVE -> Optional.of(Activation.TANH);
            case RELU_DERIVATIVE -> Optional.of(Activation.RELU);
            case SOFTMAX_DIAGONAL -> only(ofOutput, Activation.SIGMOID); // softmax's y (1 - y) is the sigmoid's
            case OUTPUT_HAS_HIDDENS_DERIVATIVE -> only(ofOutput, lastHidden);
            case HIDDEN_HAS_OUTPUTS_DERIVATIVE -> only(!ofOutput, output);
            case HIDDEN_SIGMOID_DERIVATIVE -> only(!ofOutput, Activation.SIGMOID);
            case HIDDEN_TANH_DERIVATIVE -> only(!ofOutput, Activation.TANH);
            case HIDDEN_RELU_DERIVATIVE -> only(!ofOutput, Activation.RELU);
            default -> Optional.empty();
        };
    }

    /** What it multiplies by; empty for what is right. */
    private static Optional<Form> form(Fault fault, boolean ofOutput) {
        return switch (fault) {
            case DERIVATIVE_OF_OUTPUT -> Optional.of(Form.OF_OUTPUT);
            case DERIVATIVE_OF_SUM -> Optional.of(Form.OF_SUM);
            case NO_OUTPUT_DERIVATIVE -> only(ofOutput, Form.NONE);
            case OUTPUT_DERIVATIVE_TWICE -> only(ofOutput, Form.TWICE);
            case NO_HIDDEN_DERIVATIVE -> only(!ofOutput, Form.NONE);
            case HIDDEN_DERIVATIVE_TWICE -> only(!ofOutput, Form.TWICE);
            case HIDDEN_DERIVATIVE_OF_OUTPUT -> only(!ofOutput, Form.OF_OUTPUT);
            case HIDDEN_DERIVATIVE_OF_SUM -> only(!ofOutput, Form.OF_SUM);
            default -> Optional.empty();
        };
    }

    private static <T> Optional<T> only(boolean here, T there) {
        return here ? Optional.of(there) : Optional.empty();
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
        }
    }
}
