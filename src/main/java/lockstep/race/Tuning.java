package lockstep.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import lockstep.model.Engines;
import lockstep.work.Progress;

/**
 * Tries the settings of each optimizer on the same few seeds and takes the best. Its figure on those seeds is too good, because
 * luck helped to choose it, so the race runs it again on seeds that the tuning has not seen.
 */
public final class Tuning {

    private final Goal goal;
    private final long firstSeed;
    private final int seeds;
    private final int threads;

    /**
     * @param goal that of the race
     * @param firstSeed the seeds are this and the integers after it
     * @param seeds how many runs each setting makes
     * @param threads how many runs are trained at a time
     */
    public Tuning(Goal goal, long firstSeed, int seeds, int threads) {
        this.goal = goal;
        this.firstSeed = firstSeed;
        this.seeds = ConvergenceRace.atLeastOne("seeds", seeds);
        this.threads = ConvergenceRace.atLeastOne("threads", threads);
    }

    /** How much work a {@link Progress} sees. */
    public int work(List<Contender> contenders) {
        int settings = contenders.stream()
                .filter(Contender::isSearched)
                .mapToInt(contender -> contender.settings().size())
                .sum();
        return Math.multiplyExact(settings, seeds);
    }

    /**
     * Tunes the contenders that are {@linkplain Contender#isSearched searched}.
     *
     * @param engines makes an engine for each job; it is called, and the engine used and closed, on the job's thread
     * @param progress receives each job as it finishes, on the calling thread
     * @return one per contender that was searched, in their order
     * @throws CancellationException if progress threw it, or the calling thread was interrupted (its flag is then cleared)
     * @throws IllegalStateException if an engine threw something, which is the cause
     */
    public List<Tuned> run(List<Contender> contenders, Engines.PerRun engines, Journal journal, Progress progress) {
        Map<String, List<Lane>> lanes = new LinkedHashMap<>();
        contenders.stream()
                .filter(Contender::isSearched)
                .forEach(contender -> lanes.put(
                        contender.label(),
                        contender.settings().stream()
                                .map(run -> new Lane(run.withSeed(firstSeed), goal, seeds, 0, journal))
                                .toList()));
        Lane.runAll(lanes.values().stream().flatMap(List::stream).toList(), seeds, threads, engines, progress);
        List<Tuned> tuned = new ArrayList<>();
        lanes.forEach((label, settings) -> tuned.add(Tuned.of(
                label,
                settings.stream().map(lane -> SettingResult.of(lane.results())).toList())));
        return tuned;
    }
}
