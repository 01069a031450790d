package lockstep.fault.rule;

import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.optim.Step;

/**
 * Shared by the rules of Adam's family: the two betas and the corrections of the moments for their start at 0.
 *
 * @param rightBeta1 the config's
 * @param rightBeta2 the config's
 */
record FaultyMoments(double rightBeta1, double rightBeta2, Faults faults) {

    double beta1() {
        return faults.has(Fault.BETAS_SWAPPED) ? rightBeta2 : rightBeta1;
    }

    double beta2() {
        if (faults.has(Fault.BETA1_FOR_BOTH)) {
            return rightBeta1;
        }
        return faults.has(Fault.BETAS_SWAPPED) ? rightBeta1 : rightBeta2;
    }

    /** The next first moment. */
    double mean(double last, double g) {
        return beta1() * last + g * (faults.has(Fault.MEAN_NOT_AVERAGED) ? 1.0 : 1.0 - beta1());
    }

    /** The divisor of the first moment. */
    double firstCorrection(Step step) {
        return faults.has(Fault.FIRST_MOMENT_UNCORRECTED) ? 1.0 : correction(step, beta1());
    }

    /** The divisor of the second moment. */
    double secondCorrection(Step step) {
        return faults.has(Fault.SECOND_MOMENT_UNCORRECTED) ? 1.0 : correction(step, beta2());
    }

    /** The divisor of a moment, for the rules that correct only one. */
    double correction(Step step, double beta) {
        if (faults.has(Fault.NO_BIAS_CORRECTION)) {
            return 1.0;
        }
        double correction = step.correction(beta);
        return faults.has(Fault.BIAS_CORRECTION_MULTIPLIED) ? 1.0 / correction : correction;
    }

    /** Adam's step size, with both corrections in it. */
    double size(Step step, double fallback) {
        double size = step.learningRate() * Math.sqrt(secondCorrection(step)) / firstCorrection(step);
        return faults.has(Fault.STEP_NUMBER_FROM_ZERO) ? size : step.orElse(size, fallback); // 0 / 0 is written by hand
    }

    /** The epsilon that is added to the root of the uncorrected second moment. */
    double epsilon(double right, Step step) {
        double epsilon = FaultyRules.epsilon(right, faults);
        return faults.has(Fault.EPSILON_AFTER_CORRECTION) ? epsilon * Math.sqrt(secondCorrection(step)) : epsilon;
    }
}
