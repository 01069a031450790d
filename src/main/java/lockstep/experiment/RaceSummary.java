package lockstep.experiment;

/**
 * What an optimizer's runs come to. Epochs are those to the target.
 *
 * @param optimizer the label in the config
 * @param seeds how many runs
 * @param converged how many of them reached the target
 * @param successRate with the ends of its 95 % Wilson interval, {@code successLow} and {@code successHigh}
 * @param medianEpochs the median over all runs, those that did not converge counted as later than any that did: infinite if
 *     half or more of them did not; with the ends of its 95 % bootstrap interval
 * @param meanEpochs over the runs that converged; NaN if none did
 * @param sdEpochs the sample standard deviation over the same; NaN for fewer than two
 * @param ertEpochs expected running time: all epochs spent, divided by the runs that converged; infinite if none did
 */
public record RaceSummary(
        String optimizer,
        int seeds,
        int converged,
        double successRate,
        double successLow,
        double successHigh,
        double medianEpochs,
        double medianLow,
        double medianHigh,
        double meanEpochs,
        double sdEpochs,
        double ertEpochs) {}
