package lockstep.fault;

import java.util.List;
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

/** The optimizers whose programs a fault can be in. */
enum Family {
    /** Every optimizer. */
    ANY,
    /** Every optimizer that remembers something from step to step. */
    REMEMBERING,
    MOMENTUMS(Momentum.class, BpnnMomentum.class, Nesterov.class),
    /** Those that remember their own last step. */
    VELOCITIES(Momentum.class, Nesterov.class),
    MOMENTUM(Momentum.class),
    BPNN_MOMENTUM(BpnnMomentum.class),
    NESTEROV(Nesterov.class),
    /** Those with two moments, both corrected for their start at 0. */
    TWO_CORRECTIONS(Adam.class, Amsgrad.class, Adabelief.class),
    /** Those whose first moment is corrected. */
    CORRECTIONS(Adam.class, Amsgrad.class, Adabelief.class, Nadam.class, Adamax.class),
    /** Those that divide by a root and add epsilon to it. */
    ROOTS(Adam.class, Amsgrad.class, Adabelief.class, Nadam.class, Rmsprop.class, Adagrad.class),
    /** Those that divide by a root of a mean of squared gradients alone. */
    DECAYING(Rmsprop.class, Adadelta.class),
    ADADELTA(Adadelta.class),
    ADAGRAD(Adagrad.class),
    ADAMAX(Adamax.class),
    ADAM(Adam.class),
    AMSGRAD(Amsgrad.class),
    NADAM(Nadam.class),
    SUMS_OF_SQUARES(Adagrad.class, Rmsprop.class),
    /** Those that start a mean or a sum of squares somewhere. */
    SQUARES(Adagrad.class, Rmsprop.class, Adam.class, Amsgrad.class),
    /** Those of them that start a mean. */
    MEANS_OF_SQUARES(Rmsprop.class, Adam.class, Amsgrad.class),
    /** Those that average squares. */
    AVERAGING(Rmsprop.class, Adadelta.class, Adam.class, Amsgrad.class, Nadam.class);

    private final List<Class<? extends Optimizer>> members;

    @SafeVarargs
    @SuppressWarnings("varargs") // the list is read only
    Family(Class<? extends Optimizer>... members) {
        this.members = List.of(members);
    }

    boolean has(Optimizer optimizer) {
        return switch (this) {
            case ANY -> true;
            case REMEMBERING -> optimizer.stateSize() > 0;
            default -> members.contains(optimizer.getClass());
        };
    }

    /** The optimizers; empty for all. */
    List<Class<? extends Optimizer>> members() {
        return members;
    }
}
