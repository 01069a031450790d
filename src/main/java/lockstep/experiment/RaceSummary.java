package lockstep.experiment;

import java.util.List;
import lockstep.statistics.BootstrapInterval;
import lockstep.statistics.Sample;
import lockstep.statistics.WilsonInterval;

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
 * @param ertEpochs expected running time: all epochs spent, by whichever run, divided by the runs that converged; infinite if
 *     none did. It is what reaching the target costs when runs that fail are started again with another seed
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
        double ertEpochs) {

    /** The summary of one optimizer's results. */
    static RaceSummary of(List<RaceResult> results) {
        double[] successes = results.stream()
                .filter(RaceResult::converged)
                .mapToDouble(result -> result.outcome().epochs())
                .toArray();
        double[] censored =
                results.stream().mapToDouble(RaceResult::epochsToTarget).toArray();
        long spent =
                results.stream().mapToLong(result -> result.outcome().epochs()).sum();

        int seeds = results.size();
        int converged = successes.length;
        WilsonInterval rate = WilsonInterval.of(converged, seeds);
        Sample toTarget = Sample.of(censored);
        BootstrapInterval median = BootstrapInterval.ofMedian(toTarget);
        Sample overSuccesses = Sample.of(successes);
        return new RaceSummary(
                results.get(0).job().run().label(),
                seeds,
                converged,
                (double) converged / seeds,
                rate.low(),
                rate.high(),
                toTarget.median(),
                median.low(),
                median.high(),
                overSuccesses.mean(),
                overSuccesses.standardDeviation(),
                converged == 0 ? Double.POSITIVE_INFINITY : (double) spent / converged);
    }
}
