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
import lockstep.optim.Rmsprop;

/**
 * The optimizers with their own faults. Each faulty rule is the right one, line by line, with an {@code if} next to the line that
 * a fault changes; without faults it gives the same weights, bit for bit.
 */
final class FaultyRules {

    private FaultyRules() {}

    /** An optimizer with these faults; the optimizer itself if the catalogue has no fault for it. */
    static Optimizer of(Optimizer right, Faults faults) {
        if (right instanceof Momentum rule) {
            return new FaultyMomentum(rule, faults);
        }
        if (right instanceof BpnnMomentum rule) {
            return new FaultyBpnnMomentum(rule, faults);
        }
        if (right instanceof Nesterov rule) {
            return new FaultyNesterov(rule, faults);
        }
        if (right instanceof Adam rule) {
            return new FaultyAdam(rule, faults);
        }
        if (right instanceof Amsgrad rule) {
            return new FaultyAmsgrad(rule, faults);
        }
        if (right instanceof Adabelief rule) {
            return new FaultyAdabelief(rule, faults);
        }
        if (right instanceof Adamax rule) {
            return new FaultyAdamax(rule, faults);
        }
        if (right instanceof Nadam rule) {
            return new FaultyNadam(rule, faults);
        }
        if (right instanceof Adagrad rule) {
            return new FaultyAdagrad(rule, faults);
        }
        if (right instanceof Rmsprop rule) {
            return new FaultyRmsprop(rule, faults);
        }
        return right instanceof Adadelta rule ? new FaultyAdadelta(rule, faults) : right;
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
