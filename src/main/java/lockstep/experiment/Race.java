package lockstep.experiment;

import java.util.List;

/**
 * A race that is over: the numbers of every optimizer that ran with every seed.
 *
 * @param results one per optimizer and seed: optimizers in the config's order, seeds ascending
 * @param summaries one per optimizer, in the config's order
 * @param curves likewise
 */
public record Race(List<RaceResult> results, List<RaceSummary> summaries, List<Curve> curves) {

    public Race {
        results = List.copyOf(results);
        summaries = List.copyOf(summaries);
        curves = List.copyOf(curves);
    }

    /**
     * The place of an optimizer of this race, from 1, by expected running time: one more than there are optimizers that need
     * less. Equals share a place (1, 2, 2, 4), and so do those that never converged: the last.
     */
    public int rank(RaceSummary summary) {
        int rank = 1;
        for (RaceSummary other : summaries) {
            if (other.ertEpochs() < summary.ertEpochs()) {
                rank++;
            }
        }
        return rank;
    }
}
