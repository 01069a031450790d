package lockstep.race.ranking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lockstep.model.Run;
import lockstep.race.job.RaceResult;

/**
 * A race that is over: the numbers of every optimizer that ran with every seed.
 *
 * @param results one per optimizer and seed: optimizers in the config's order, seeds ascending; not copied, because a race's
 *     list makes each result when asked for it
 * @param summaries one per optimizer, in the config's order
 * @param curves one per optimizer, in the config's order
 * @param ranking how fast each optimizer is, and how much of that is not luck
 */
public record Race(List<RaceResult> results, List<RaceSummary> summaries, List<Curve> curves, Ranking ranking) {

    public Race {
        results = Collections.unmodifiableList(results);
        summaries = List.copyOf(summaries);
        curves = List.copyOf(curves);
    }

    /** A race with the ranking that its results give. */
    public Race(List<RaceResult> results, List<RaceSummary> summaries, List<Curve> curves) {
        this(results, summaries, curves, Ranking.of(byOptimizer(results)));
    }

    /** The results, one list per optimizer. */
    public List<List<RaceResult>> byOptimizer() {
        return byOptimizer(results);
    }

    private static List<List<RaceResult>> byOptimizer(List<RaceResult> results) {
        List<List<RaceResult>> groups = new ArrayList<>();
        int from = 0;
        for (int r = 1; r <= results.size(); r++) {
            if (r == results.size() || !label(results, r).equals(label(results, from))) {
                groups.add(results.subList(from, r));
                from = r;
            }
        }
        return groups;
    }

    private static String label(List<RaceResult> results, int result) {
        return results.get(result).job().run().label();
    }

    /** The summary of an optimizer of this race. */
    public RaceSummary summary(String optimizer) {
        return summaries.stream()
                .filter(summary -> summary.optimizer().equals(optimizer))
                .findFirst()
                .orElseThrow();
    }

    /** The kind of an optimizer of this race: {@code adam}. */
    public String kind(String optimizer) {
        return run(optimizer).kind();
    }

    /** What an optimizer of this race ran, with the first of its seeds. */
    public Run run(String optimizer) {
        return results.stream()
                .map(result -> result.job().run())
                .filter(run -> run.label().equals(optimizer))
                .findFirst()
                .orElseThrow();
    }
}
