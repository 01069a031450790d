package lockstep.fault;

import lockstep.model.NetworkSpec;
import lockstep.optim.Step;
import lockstep.scalar.LearningRates;

/** The number of the step as a faulty program counts it. */
final class StepNumber {

    private final Faults faults;
    private final Step step = new Step();
    private int steps;
    private int examples;
    private int epochs;

    StepNumber(Faults faults) {
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
        double rate = rates.after(steps);
        steps++;
        examples += size;
        epochs += epochBegins ? 1 : 0;
        step.at(number(), rate);
        return step;
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
        if (faults.has(Fault.STEP_NUMBER_AHEAD)) {
            return steps + 1;
        }
        if (faults.has(Fault.STEP_NUMBER_TWICE)) {
            return 2 * steps;
        }
        if (faults.has(Fault.STEP_NUMBER_STUCK)) {
            return 1;
        }
        if (faults.has(Fault.STEP_NUMBER_OF_EXAMPLES)) {
            return examples;
        }
        return faults.has(Fault.STEP_NUMBER_OF_EPOCHS) ? Math.max(1, epochs) : steps;
    }
}
