package lockstep.diagnosis;

import lockstep.model.Reduction;
import lockstep.model.Run;

/** How a program combines the losses of an epoch's steps into one figure. Programs differ, and rarely say which they do. */
enum Reading {
    SUM_OF_STEPS("the sum over the epoch's steps"),
    MEAN_OF_STEPS("the mean over the epoch's steps"),
    SUM_OF_EXAMPLES("the sum over the epoch's examples"),
    MEAN_OF_EXAMPLES("the mean over the epoch's examples");

    private final String words;

    Reading(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /**
     * One figure for an epoch.
     *
     * @param sum of its steps' losses
     * @param weightedSum of its steps' losses, each times the size of its batch
     */
    double figure(Run run, int steps, double sum, double weightedSum) {
        double ofExamples = run.network().reduction() == Reduction.MEAN ? weightedSum : sum;
        return switch (this) {
            case SUM_OF_STEPS -> sum;
            case MEAN_OF_STEPS -> sum / steps;
            case SUM_OF_EXAMPLES -> ofExamples;
            case MEAN_OF_EXAMPLES -> ofExamples / run.examples().size();
        };
    }
}
