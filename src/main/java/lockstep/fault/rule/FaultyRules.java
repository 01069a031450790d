package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Adabelief;
import lockstep.optim.Adadelta;
import lockstep.optim.Adagrad;
import lockstep.optim.Adam;
import lockstep.optim.Adamax;
import lockstep.optim.Amsgrad;
import lockstep.optim.BpnnMomentum;
import lockstep.optim.Momentum;
import lockstep.optim.Nadam;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerKind;
import lockstep.optim.Rmsprop;
import lockstep.optim.Step;

/** The optimizers with their own faults: one for the weights, one for the biases. */
public record FaultyRules(Optimizer weights, Optimizer biases) {

    public static FaultyRules both(Optimizer right, Faults faults) {
        Optimizer weights = of(right, faults);
        return new FaultyRules(weights, faults.differForBiases() ? of(right, faults.ofBiases()) : weights);
    }

    public Optimizer of(boolean biases) {
        return biases ? this.biases : weights;
    }

    /** An optimizer with these faults; the optimizer itself if the catalogue has no fault for it. */
    public static Optimizer of(Optimizer right, Faults faults) {
        return switch (OptimizerKind.of(right)) {
            case SGD, QUICKPROP, RPROP -> right;
            case BPNN_MOMENTUM -> new FaultyBpnnMomentum((BpnnMomentum) right, faults);
            case MOMENTUM -> new FaultyMomentum((Momentum) right, faults);
            case NESTEROV -> new FaultyNesterov((Nesterov) right, faults);
            case ADAGRAD -> new FaultyAdagrad((Adagrad) right, faults);
            case RMSPROP -> new FaultyRmsprop((Rmsprop) right, faults);
            case ADADELTA -> new FaultyAdadelta((Adadelta) right, faults);
            case ADAM -> new FaultyAdam((Adam) right, faults);
            case ADAMAX -> new FaultyAdamax((Adamax) right, faults);
            case NADAM -> new FaultyNadam((Nadam) right, faults);
            case AMSGRAD -> new FaultyAmsgrad((Amsgrad) right, faults);
            case ADABELIEF -> new FaultyAdabelief((Adabelief) right, faults);
        };
    }

    /** The factor of the memory, for the rules with momentum. */
    static double momentum(double right, double rate, Faults faults) {
        if (faults.has(Fault.MOMENTUM_IGNORED)) {
            return 0.0;
        }
        if (faults.has(Fault.MOMENTUM_TIMES_RATE)) {
            return right * rate;
        }
        return faults.has(Fault.MOMENTUM_SIGN) ? -right : right;
    }

    /** The factor of the present gradient, for the rules with momentum. */
    static double gradientRate(Step step, double momentum, Faults faults) {
        double rate = step.learningRate();
        if (faults.has(Fault.GRADIENT_CLIMBED)) {
            return -rate;
        }
        if (faults.has(Fault.GRADIENT_DAMPENED_TWICE)) {
            return rate * (1.0 - momentum) * (1.0 - momentum);
        }
        boolean dampened =
                faults.has(Fault.GRADIENT_DAMPENED) || (faults.has(Fault.FIRST_GRADIENT_WHOLE) && step.t() > 1);
        return dampened ? rate * (1.0 - momentum) : rate;
    }

    /** The epsilon of a rule with a root. */
    static double epsilon(double right, Faults faults) {
        if (faults.has(Fault.NO_EPSILON)) {
            return 0.0;
        }
        if (faults.has(Fault.EPSILON_TENTH)) {
            return 0.1 * right;
        }
        return faults.has(Fault.EPSILON_TENFOLD) ? 10.0 * right : right;
    }

    /** The divisor of a gradient: a root and epsilon. */
    static double divisor(double squares, double epsilon, Faults faults) {
        if (faults.has(Fault.NO_ROOT)) {
            return squares + epsilon;
        }
        return faults.has(Fault.EPSILON_INSIDE_ROOT) ? Math.sqrt(squares + epsilon) : Math.sqrt(squares) + epsilon;
    }

    /** With how much of it a squared gradient enters a mean of squares. */
    static double ofSquare(double decay, Faults faults) {
        return faults.has(Fault.SQUARES_NOT_AVERAGED) ? 1.0 : 1.0 - decay;
    }

    /** What a mean or a sum of squares is before the first step. */
    static double firstSquares(double right, Faults faults) {
        if (faults.has(Fault.SQUARES_START_AT_ZERO)) {
            return 0.0;
        }
        if (faults.has(Fault.SQUARES_START_AT_ONE)) {
            return 1.0;
        }
        return faults.has(Fault.SQUARES_START_AT_TENTH) ? 0.1 : right;
    }

    /** The next mean of squares. */
    static double squares(double last, double g, double decay, Step step, Faults faults) {
        return faults.has(Fault.SQUARES_START_AT_FIRST) && step.t() == 1
                ? g * g
                : decay * last + g * g * ofSquare(decay, faults);
    }
}
