package lockstep.fault.network;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.model.Examples;
import lockstep.model.Loss;
import lockstep.model.NetworkSpec;
import lockstep.model.Reduction;
import lockstep.scalar.Losses;

/** The loss that a program reports, with its faults: the weights do not depend on it. */
final class FaultyLoss {

    private final NetworkSpec spec;
    private final Faults faults;
    private double penalty;

    FaultyLoss(NetworkSpec spec, Faults faults) {
        this.spec = spec;
        this.faults = faults;
    }

    /** The loss of the answers that the layers have computed for a batch, plus the penalties. */
    double of(FaultyLayer[] layers, Examples examples, FaultyOrder order, int size) {
        double loss = ofAnswers(layers[layers.length - 1], examples, order, size);
        penalty = 0.0;
        for (FaultyLayer layer : layers) {
            if (layer.penalized && !faults.has(Fault.PENALTY_NOT_IN_LOSS)) {
                double its = FaultyPenalties.loss(layer, faults);
                loss += its;
                penalty += its;
            }
        }
        return loss;
    }

    /** The penalties in the last loss. */
    double penalty() {
        return penalty;
    }

    private double ofAnswers(FaultyLayer output, Examples examples, FaultyOrder order, int size) {
        double loss = 0.0;
        boolean lastAlone = faults.has(Fault.LOSS_OF_LAST_EXAMPLE);
        for (int e = lastAlone ? size - 1 : 0; e < size; e++) {
            loss += Losses.value(
                    spec.loss(),
                    output.activation,
                    output.y[e],
                    examples.targetValues(),
                    order.rowOfTargets(e) * examples.outputs());
        }
        boolean mean = (spec.reduction() == Reduction.MEAN) ^ faults.has(Fault.LOSS_REDUCTION);
        if (mean && !lastAlone) {
            loss /= size;
        }
        if (faults.has(Fault.LOSS_HALVED)) {
            loss *= 0.5;
        }
        if (faults.has(Fault.LOSS_DOUBLED)) {
            loss *= 2.0;
        }
        if (faults.has(Fault.LOSS_PER_OUTPUT)) {
            loss = otherPerOutput(spec, loss);
        }
        return loss;
    }

    /** Divided by the number of outputs if the loss itself is not, and the reverse. */
    static double otherPerOutput(NetworkSpec spec, double value) {
        boolean isMean = spec.loss() == Loss.MEAN_SQUARED_ERROR || spec.loss() == Loss.MEAN_ABSOLUTE_ERROR;
        return isMean ? value * spec.outputs() : value / spec.outputs();
    }
}
