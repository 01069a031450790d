package lockstep.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import lockstep.model.Run;
import lockstep.race.job.Goal;
import lockstep.race.ranking.SettingResult;
import lockstep.race.ranking.Tuned;
import lockstep.work.Progress;

/**
 * Tries the settings of each optimizer on the same few seeds and takes the best. Its figure on those seeds is too good, because
 * luck helped to choose it, so the race runs it again on seeds that the tuning has not seen.
 */
public final class Tuning {

    private Tuning() {}

    /**
     * The jobs of a tuning: each setting of each contender that is {@linkplain Contender#isSearched searched}, with each seed.
     *
     * @param goal that of the race
     * @param firstSeed the seeds are this and the integers after it
     * @param seeds how many runs each setting makes
     */
    public static JobList jobs(List<Contender> contenders, Goal goal, long firstSeed, int seeds) {
        List<Run> settings = contenders.stream()
                .filter(Contender::isSearched)
                .flatMap(contender -> contender.settings().stream())
                .map(run -> run.withSeed(firstSeed))
                .toList();
        return new JobList("tuning", settings, goal, ConvergenceRace.atLeastOne("seeds", seeds), 0);
    }

    /**
     * Tunes.
     *
     * @param executor does the jobs that are not in the journal
     * @param progress receives each job as it finishes, on the calling thread
     * @return one per contender that was searched, in their order
     * @throws CancellationException if progress threw it, or the calling thread was interrupted (its flag is then cleared)
     * @throws IllegalStateException if an engine threw something, which is the cause
     */
    public static List<Tuned> run(JobList jobs, JobList.Executor executor, Journal journal, Progress progress) {
        List<Lane> lanes = Lane.of(jobs);
        Lane.runAll(lanes, jobs, executor, journal, progress);
        Map<String, List<SettingResult>> settings = new LinkedHashMap<>();
        for (Lane lane : lanes) {
            SettingResult result = SettingResult.of(lane.results());
            settings.computeIfAbsent(result.run().label(), label -> new ArrayList<>())
                    .add(result);
        }
        List<Tuned> tuned = new ArrayList<>();
        settings.forEach((label, results) -> tuned.add(Tuned.of(label, results)));
        return tuned;
    }
}
