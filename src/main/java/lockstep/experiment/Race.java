package lockstep.experiment;

import java.util.List;

/**
 * A race that is over.
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
}
