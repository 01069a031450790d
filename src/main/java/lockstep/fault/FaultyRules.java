package lockstep.fault;

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

/**
 * The optimizers with their own faults. Each faulty rule is the right one, line by line, with an {@code if} next to the line that
 * a fault changes; without faults it gives the same weights, bit for bit.
 */
final class FaultyRules {

    private FaultyRules() {}

    /** An optimizer with these faults; the optimizer itself if the catalogue has no fault for it. */
    static Optimizer of(Optimizer right, Faults faults) {
        return switch (OptimizerKind.of(right)) {
            case SGD -> right;
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
    static double gradientRate(double rate, double momentum, Faults faults) {
        if (faults.has(Fault.GRADIENT_CLIMBED)) {
            return -rate;
        }
        return faults.has(Fault.GRADIENT_DAMPENED) ? rate * (1.0 - momentum) : rate;
    }

    /** The epsilon of a rule with a root. */
    static double epsilon(double right, Faults faults) {
        return faults.has(Fault.EPSILON_TENFOLD) ? 10.0 * right : right;
    }

    /** The divisor of a gradient: a root and epsilon. */
    static double divisor(double squares, double epsilon, Faults faults) {
        return faults.has(Fault.EPSILON_INSIDE_ROOT) ? Math.sqrt(squares + epsilon) : Math.sqrt(squares) + epsilon;
    }
}
