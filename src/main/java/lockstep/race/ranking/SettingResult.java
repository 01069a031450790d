package lockstep.race.ranking;

import java.util.Comparator;
import java.util.List;
import lockstep.model.Run;
import lockstep.race.job.Outcome;
import lockstep.race.job.RaceResult;
import lockstep.statistics.Sample;

/**
 * The result of one setting on the seeds of the tuning.
 *
 * @param run the setting, with the first of the seeds
 * @param diverged runs whose loss did not stay finite
 * @param ertEpochs expected running time, as in {@link RaceSummary}: the setting is judged by it
 * @param medianEpochs as in {@link RaceSummary}
 * @param medianLoss the median of the runs' last losses, where one that diverged counts as infinite: it decides between
 *     settings that never reach the target
 * @param steps updates of the weights, by all the runs
 */
public record SettingResult(
        Run run,
        int seeds,
        int converged,
        int diverged,
        double ertEpochs,
        double medianEpochs,
        double medianLoss,
        long steps) {

    /** The best first. */
    public static final Comparator<SettingResult> BEST_FIRST =
            Comparator.comparingDouble(SettingResult::ertEpochs).thenComparingDouble(SettingResult::medianLoss);

    /**
     * What came of a setting.
     *
     * @param results its own, with the seeds ascending
     */
    public static SettingResult of(List<RaceResult> results) {
        int converged = 0;
        int diverged = 0;
        long spent = 0;
        for (RaceResult result : results) {
            converged += result.converged() ? 1 : 0;
            diverged += result.outcome() instanceof Outcome.Diverged ? 1 : 0;
            spent += result.outcome().epochs();
        }
        Sample epochs = Sample.of(
                results.stream().mapToDouble(RaceResult::epochsToTarget).toArray());
        Sample losses = Sample.of(results.stream()
                .mapToDouble(result ->
                        result.outcome() instanceof Outcome.Diverged ? Double.POSITIVE_INFINITY : result.finalLoss())
                .toArray());
        return new SettingResult(
                results.get(0).job().run(),
                results.size(),
                converged,
                diverged,
                converged == 0 ? Double.POSITIVE_INFINITY : (double) spent / converged,
                epochs.median(),
                losses.median(),
                results.stream().mapToLong(RaceResult::steps).sum());
    }
}
