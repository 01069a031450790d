package lockstep.race.ranking;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import lockstep.race.job.RaceResult;
import lockstep.race.job.TestResult;
import lockstep.statistics.BootstrapInterval;
import lockstep.statistics.Sample;
import lockstep.statistics.WilsonInterval;

/**
 * The summary of an optimizer's runs. Epochs are those to the target.
 *
 * @param optimizer the label in the config
 * @param seeds how many runs
 * @param converged how many of them reached the target
 * @param successRate with the ends of its 95 % Wilson interval, {@code successLow} and {@code successHigh}
 * @param medianEpochs the median over all runs, where one that did not converge counts as later than any that did; infinite if
 *     half or more of them did not; with the ends of its 95 % bootstrap interval
 * @param meanEpochs over the runs that converged; NaN if none did
 * @param sdEpochs the sample standard deviation over the same; NaN for fewer than two
 * @param ertEpochs expected running time: all epochs spent, by any run, divided by the runs that converged; infinite if none
 *     did. It is what reaching the target costs when runs that fail are started again with another seed
 * @param restartMean the same cost, as a user meets it: a run that failed is started again with the next seed, and its epochs
 *     are charged to the next run that converges. The mean over the runs that converged; failures after the last of them are
 *     not charged. NaN if no run converged
 * @param restartSd the sample standard deviation over the same; NaN for fewer than two
 * @param testLoss the median over all runs of the loss on the examples held out, at a run's end; NaN if none were held out
 * @param accuracy the median over all runs of the share of these that a run gets right; NaN if the targets are not classes
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
        double ertEpochs,
        double restartMean,
        double restartSd,
        double testLoss,
        double accuracy) {

    /** The summary of one optimizer's results. */
    public static RaceSummary of(List<RaceResult> results) {
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
        Sample charged = Sample.of(charged(results));
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
                converged == 0 ? Double.POSITIVE_INFINITY : (double) spent / converged,
                charged.mean(),
                charged.standardDeviation(),
                medianAtEnd(results, TestResult::finalLoss),
                medianAtEnd(results, TestResult::finalAccuracy));
    }

    /** The epochs of each run that converged, with those of the failures just before it. */
    private static double[] charged(List<RaceResult> results) {
        DoubleStream.Builder charged = DoubleStream.builder();
        double sum = 0.0;
        for (RaceResult result : results) {
            sum += result.outcome().epochs();
            if (result.converged()) {
                charged.add(sum);
                sum = 0.0;
            }
        }
        return charged.build().toArray();
    }

    private static double medianAtEnd(List<RaceResult> results, ToDoubleFunction<TestResult> value) {
        double[] values = results.stream()
                .flatMap(result -> result.test().stream())
                .mapToDouble(value)
                .toArray();
        return values.length == 0 ? Double.NaN : Quartiles.of(values).median();
    }
}
