package lockstep.fault.network;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.model.NetworkSpec;
import lockstep.model.Schedule;
import lockstep.optim.Step;
import lockstep.scalar.LearningRates;

/** The number of the step as a faulty program counts it. */
final class StepNumber {

    private final NetworkSpec spec;
    private final Faults faults;
    private final Step step = new Step();
    private double rate;
    private int steps;
    private int examples;
    private int epochs;

    StepNumber(NetworkSpec spec, Faults faults) {
        this.spec = spec;
        this.faults = faults;
    }

    /**
     * Advances to the next step.
     *
     * @param rates the learning rate of every step
     * @param size how many examples it has
     * @param epochBegins whether it is the first of an epoch
     */
    Step next(LearningRates.Rates rates, int size, boolean epochBegins) {
        epochs += epochBegins ? 1 : 0;
        rate = rates.after(counted());
        steps++;
        examples += size;
        step.at(number(), rate);
        return step;
    }

    /** How many steps the schedule takes to have been made. */
    private int counted() {
        if (!faults.has(Fault.SCHEDULE_OTHER_UNIT)) {
            return steps;
        }
        return spec.schedule().by() == Schedule.By.STEP ? Math.max(0, epochs - 1) : steps * spec.stepsPerEpoch();
    }

    /** The step, at the number that the weights or the biases of a layer get. */
    Step of(int layer, boolean biases) {
        int layers = spec.layers().size();
        if (faults.has(Fault.STEP_NUMBER_OF_TENSORS)) {
            step.at((steps - 1) * tensors(layers) + tensors(layer) + (biases ? 2 : 1), rate);
        } else if (faults.has(Fault.STEP_NUMBER_OF_TENSORS_FROM_OUTPUT)) {
            step.at(steps * tensors(layers) - tensors(layer + 1) + (biases ? 2 : 1), rate);
        } else if (faults.has(Fault.STEP_NUMBER_OF_LAYERS)) {
            step.at((steps - 1) * layers + layer + 1, rate);
        }
        return step;
    }

    /** How many arrays of weights or biases the layers below this one have. */
    private int tensors(int layer) {
        int tensors = layer;
        for (int l = 0; l < layer; l++) {
            tensors += spec.layers().get(l).bias() ? 1 : 0;
        }
        return tensors;
    }

    /** The learning rates of a faulty program. */
    static LearningRates.Rates rates(NetworkSpec spec, Faults faults) {
        if (faults.has(Fault.SCHEDULE_IGNORED)) {
            return steps -> spec.optimizer().learningRate();
        }
        LearningRates.Rates right = LearningRates.of(spec);
        return faults.has(Fault.SCHEDULE_ONE_AHEAD) ? steps -> right.after(steps + 1) : right;
    }

    private int number() {
        int number = steps;
        for (Fault fault : faults) { // one at most is about this
            number = switch (fault) {
                case STEP_NUMBER_AHEAD -> steps + 1;
                case STEP_NUMBER_TWICE -> 2 * steps;
                case STEP_NUMBER_FROM_ZERO -> steps - 1;
                case STEP_NUMBER_STUCK -> 1;
                case STEP_NUMBER_OF_EXAMPLES -> examples;
                case STEP_NUMBER_OF_EPOCHS -> Math.max(1, epochs);
                default -> number;
            };
        }
        return number;
    }
}
