package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import lockstep.model.Activation;
import lockstep.model.Heuristics;
import lockstep.model.Loss;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;

/** What is computed, as a person writes it: {@code z} is a unit's sum, {@code y} its output, {@code t} the target. */
public final class Formulas {

    private Formulas() {}

    /** A unit's output. */
    public static String output(Activation activation) {
        return switch (activation) {
            case IDENTITY -> "y = z";
            case SIGMOID -> "y = 1 / (1 + e^-z)";
            case TANH -> "y = tanh z";
            case RELU -> "y = z above 0, else 0";
            case LEAKY_RELU -> "y = z from 0 up, else 0.01 z";
            case ELU -> "y = z from 0 up, else e^z - 1";
            case SELU -> "y = 1.051 z above 0, else 1.758 (e^z - 1)";
            case SOFTPLUS -> "y = ln(1 + e^z)";
            case SOFTSIGN -> "y = z / (1 + |z|)";
            case HARD_TANH -> "y = z, but from -1 to 1";
            case HARD_SIGMOID -> "y = 0.2 z + 0.5, but from 0 to 1";
            case CUBE -> "y = z^3";
            case SWISH -> "y = z / (1 + e^-z)";
            case GELU -> "y = z / (1 + e^(-1.702 z))";
            case SOFTMAX -> "y = e^z / the sum of e^z over the layer";
            case STEP -> "y = 1 above 0, else 0";
        };
    }

    /** Its slope, dy/dz. */
    public static String slope(Activation activation) {
        return switch (activation) {
            case IDENTITY -> "1";
            case SIGMOID -> "y (1 - y)";
            case TANH -> "1 - y^2";
            case RELU -> "1 above 0, else 0";
            case LEAKY_RELU -> "1 from 0 up, else 0.01";
            case ELU -> "1 from 0 up, else e^z";
            case SELU -> "1.051 above 0, else 1.758 e^z";
            case SOFTPLUS -> "1 / (1 + e^-z)";
            case SOFTSIGN -> "1 / (1 + |z|)^2";
            case HARD_TANH -> "1 from -1 to 1, else 0";
            case HARD_SIGMOID -> "0.2 between the ends, else 0";
            case CUBE -> "3 z^2";
            case SWISH -> "s + y (1 - s), s = 1 / (1 + e^-z)";
            case GELU -> "s + 1.702 y (1 - s), s = 1 / (1 + e^(-1.702 z))";
            case SOFTMAX -> "one for each pair of units";
            case STEP -> "0";
        };
    }

    /** The loss of an example. */
    public static String loss(Loss loss) {
        return switch (loss) {
            case HALF_SQUARED_ERROR -> "1/2 sum of (y - t)^2";
            case SQUARED_ERROR -> "sum of (y - t)^2";
            case MEAN_SQUARED_ERROR -> "mean of (y - t)^2";
            case ABSOLUTE_ERROR -> "sum of |y - t|";
            case MEAN_ABSOLUTE_ERROR -> "mean of |y - t|";
            case BINARY_CROSS_ENTROPY -> "sum of -(t ln y + (1 - t) ln(1 - y))";
            case CROSS_ENTROPY -> "sum of -t ln y";
            case HINGE -> "sum of max(0, 1 - t y)";
        };
    }

    /** The derivative of an example's loss by an output. */
    public static String error(Loss loss) {
        return switch (loss) {
            case HALF_SQUARED_ERROR -> "y - t";
            case SQUARED_ERROR -> "2 (y - t)";
            case MEAN_SQUARED_ERROR -> "2 (y - t) / outputs";
            case ABSOLUTE_ERROR -> "the sign of y - t";
            case MEAN_ABSOLUTE_ERROR -> "the sign of y - t, / outputs";
            case BINARY_CROSS_ENTROPY -> "(y - t) / (y (1 - y))";
            case CROSS_ENTROPY -> "-t / y";
            case HINGE -> "-t where t y < 1, else 0";
        };
    }

    /** What is done on the way back besides, as settings of the network: {@code flat spot 0.1, dead zone 0.1}. */
    public static List<String> heuristics(Heuristics heuristics) {
        List<String> done = new ArrayList<>();
        if (heuristics.flatSpot() > 0.0) {
            done.add("flat spot " + heuristics.flatSpot());
        }
        if (heuristics.errorDeadZone() > 0.0) {
            done.add("dead zone " + heuristics.errorDeadZone());
        }
        return done;
    }

    /** How a weight w of gradient g moves; a rule of several lines goes by its name. */
    public static String rule(Optimizer optimizer) {
        OptimizerKind kind = OptimizerKind.of(optimizer);
        return switch (kind) {
            case SGD -> "after = before - rate g";
            case BPNN_MOMENTUM -> "after = before - (rate g + momentum times the g of the step before)";
            case MOMENTUM,
                    NESTEROV,
                    QUICKPROP,
                    RPROP,
                    ADAGRAD,
                    RMSPROP,
                    ADADELTA,
                    ADAM,
                    ADAMAX,
                    NADAM,
                    AMSGRAD,
                    ADABELIEF -> "after = what " + kind.key() + " makes of before and g";
        };
    }
}
